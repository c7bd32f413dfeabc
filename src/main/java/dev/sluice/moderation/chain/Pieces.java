package dev.sluice.moderation.chain;

import dev.sluice.model.Span;
import dev.sluice.moderation.vendor.Capabilities.Unit;
import java.util.ArrayList;
import java.util.List;

/** Cuts a text that is longer than a vendor takes into pieces that it does take. */
final class Pieces {
  private Pieces() {}

  /**
   * Pieces that together hold every character from {@code from} on, each within the limit.
   *
   * @param limit in the unit, at least one character's worth
   * @param overlap how many code points neighbours share, at most half a piece
   */
  static List<Span> of(CharSequence text, int from, int limit, Unit unit, int overlap) {
    List<Span> pieces = new ArrayList<>();
    int start = from;
    while (start < text.length()) {
      int end = Measure.forward(text, start, limit, unit);
      if (end == start) {
        end += Character.charCount(Measure.pointAt(text, start)); // one character is always sent
      }
      pieces.add(new Span(start, end));
      start = end == text.length() ? end : next(text, start, end, limit, unit, overlap);
    }
    return pieces;
  }

  private static int next(
      CharSequence text, int start, int end, int limit, Unit unit, int overlap) {
    int half = Measure.back(text, end, start + 1, limit / 2, unit);
    int wished = Measure.back(text, end, start + 1, overlap, Unit.CODE_POINTS);
    int next = Math.max(half, wished);
    return Measure.forward(text, next, limit, unit) > end ? next : end; // wide characters
  }
}
