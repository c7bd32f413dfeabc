package dev.sluice.model;

/**
 * A part of a judged text, in UTF-16 units from the text's beginning.
 *
 * @param start may be negative: then the part began in text that was judged before
 * @param end behind the last unit
 */
public record Span(int start, int end) {
  public Span {
    if (end <= start) {
      throw new IllegalArgumentException("a span must not be empty");
    }
  }
}
