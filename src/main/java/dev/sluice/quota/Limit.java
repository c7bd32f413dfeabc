package dev.sluice.quota;

/**
 * The most of something over a time.
 *
 * @param most at least 0; 0 allows nothing
 */
public record Limit(Measure measure, Period period, long most) {
  public Limit {
    if (most < 0) {
      throw new IllegalArgumentException("a limit must not be negative");
    }
  }
}
