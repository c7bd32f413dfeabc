package dev.sluice.api;

/** Writes text as the inside of a JSON string, in UTF-8. */
final class JsonText {
  private static final byte[] HEX = FrameBuffer.ascii("0123456789abcdef");

  /** The most bytes that one UTF-16 unit can become. */
  private static final int WIDEST = 6;

  private JsonText() {}

  /**
   * Appends the text, escaped. A lone surrogate, which providers send when they split an emoji over
   * two chunks, has no UTF-8 form and is written as its escape, so that nothing is lost.
   */
  static void append(FrameBuffer out, String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      out.ensure(WIDEST);
      if (c < 0x80) {
        ascii(out, c);
      } else if (!Character.isSurrogate(c)) {
        basic(out, c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        pair(out, Character.toCodePoint(c, text.charAt(++i)));
      } else {
        escape(out, c);
      }
    }
  }

  private static void ascii(FrameBuffer out, char c) {
    if (c >= ' ' && c != '"' && c != '\\') {
      out.putUnchecked(c);
      return;
    }
    switch (c) {
      case '"', '\\' -> escaped(out, c);
      case '\n' -> escaped(out, 'n');
      case '\r' -> escaped(out, 'r');
      case '\t' -> escaped(out, 't');
      default -> escape(out, c);
    }
  }

  private static void basic(FrameBuffer out, char c) {
    if (c < 0x800) {
      out.putUnchecked(0xC0 | c >> 6);
    } else {
      out.putUnchecked(0xE0 | c >> 12);
      out.putUnchecked(0x80 | c >> 6 & 0x3F);
    }
    out.putUnchecked(0x80 | c & 0x3F);
  }

  private static void pair(FrameBuffer out, int point) {
    out.putUnchecked(0xF0 | point >> 18);
    out.putUnchecked(0x80 | point >> 12 & 0x3F);
    out.putUnchecked(0x80 | point >> 6 & 0x3F);
    out.putUnchecked(0x80 | point & 0x3F);
  }

  private static void escaped(FrameBuffer out, char letter) {
    out.putUnchecked('\\');
    out.putUnchecked(letter);
  }

  private static void escape(FrameBuffer out, char c) {
    escaped(out, 'u');
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.putUnchecked(HEX[c >> shift & 15]);
    }
  }
}
