package dev.sluice.api;

import io.netty.buffer.ByteBuf;

/** Writes text as the inside of a JSON string, in UTF-8, straight into a buffer. */
public final class JsonText {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private JsonText() {}

  /**
   * Appends the text, escaped. A lone surrogate, which providers send when they split an emoji over
   * two chunks, has no UTF-8 form and is written as its escape, so that nothing is lost.
   */
  public static void append(ByteBuf out, String text) {
    int length = text.length();
    out.ensureWritable(length + 16);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        ascii(out, c);
      } else {
        i = beyondAscii(out, text, i);
      }
    }
  }

  /** Appends JSON that is written already, in the same encoding. */
  public static void appendJson(ByteBuf out, String json) {
    int length = json.length();
    out.ensureWritable(length + 16);
    for (int i = 0; i < length; i++) {
      char c = json.charAt(i);
      if (c < 0x80) {
        out.writeByte(c);
      } else {
        i = beyondAscii(out, json, i);
      }
    }
  }

  /** Writes the code point at this index and returns the index of its last unit. */
  private static int beyondAscii(ByteBuf out, String text, int i) {
    char c = text.charAt(i);
    if (c < 0x800) {
      out.writeByte(0xC0 | c >> 6).writeByte(0x80 | c & 0x3F);
    } else if (!Character.isSurrogate(c)) {
      out.writeByte(0xE0 | c >> 12).writeByte(0x80 | c >> 6 & 0x3F).writeByte(0x80 | c & 0x3F);
    } else if (Character.isHighSurrogate(c)
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1))) {
      pair(out, Character.toCodePoint(c, text.charAt(i + 1)));
      return i + 1;
    } else {
      escape(out, c);
    }
    return i;
  }

  private static void ascii(ByteBuf out, char c) {
    switch (c) {
      case '"' -> out.writeByte('\\').writeByte('"');
      case '\\' -> out.writeByte('\\').writeByte('\\');
      case '\n' -> out.writeByte('\\').writeByte('n');
      case '\r' -> out.writeByte('\\').writeByte('r');
      case '\t' -> out.writeByte('\\').writeByte('t');
      default -> {
        if (c < ' ') {
          escape(out, c);
        } else {
          out.writeByte(c);
        }
      }
    }
  }

  private static void pair(ByteBuf out, int point) {
    out.writeByte(0xF0 | point >> 18)
        .writeByte(0x80 | point >> 12 & 0x3F)
        .writeByte(0x80 | point >> 6 & 0x3F)
        .writeByte(0x80 | point & 0x3F);
  }

  private static void escape(ByteBuf out, char c) {
    out.writeByte('\\').writeByte('u');
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.writeByte(HEX[c >> shift & 15]);
    }
  }
}
