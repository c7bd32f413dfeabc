package dev.sluice.moderation.chain;

import dev.sluice.moderation.vendor.Capabilities.Unit;

/** Lengths of text as a vendor counts them. Never stops within a surrogate pair. */
final class Measure {
  private Measure() {}

  /** The furthest index from {@code from} that is no more than {@code most} units away. */
  static int forward(CharSequence text, int from, int most, Unit unit) {
    int at = from;
    for (int used = 0; at < text.length(); at += Character.charCount(pointAt(text, at))) {
      used += size(pointAt(text, at), unit);
      if (used > most) {
        return at;
      }
    }
    return at;
  }

  /** As {@link #forward}, towards the text's beginning, but not before {@code floor}. */
  static int back(CharSequence text, int from, int floor, int most, Unit unit) {
    int at = from;
    int used = 0;
    while (at > floor) {
      int point = Character.codePointBefore(text, at);
      used += size(point, unit);
      if (used > most || at - Character.charCount(point) < floor) {
        return at;
      }
      at -= Character.charCount(point);
    }
    return at;
  }

  static int codePoints(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }

  static int pointAt(CharSequence text, int at) {
    return Character.codePointAt(text, at);
  }

  private static int size(int point, Unit unit) {
    if (unit == Unit.CODE_POINTS || point < 0x80) {
      return 1;
    }
    return point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
}
