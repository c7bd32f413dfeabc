package dev.sluice.provider;

/** The temperatures a model alias accepts, both ends included, within OpenAI's 0 to 2. */
public record TemperatureRange(double low, double high) {

  private static final double HIGHEST = 2;
  private static final String BOUNDS = "..";

  public TemperatureRange {
    if (!(0 <= low && low <= high && high <= HIGHEST)) {
      throw new IllegalArgumentException("a temperature range lies within 0..2");
    }
  }

  /** Reads {@code <low>..<high>}. */
  static TemperatureRange parse(String text) {
    int dots = text.indexOf(BOUNDS);
    if (dots < 0) {
      throw new IllegalArgumentException("a temperature range is <low>..<high>");
    }
    return new TemperatureRange(
        Double.parseDouble(text.substring(0, dots).strip()),
        Double.parseDouble(text.substring(dots + BOUNDS.length()).strip()));
  }

  /** Whether callers may ask for this temperature. */
  public boolean includes(double temperature) {
    return low <= temperature && temperature <= high;
  }
}
