package dev.sluice.moderation.input;

import dev.sluice.model.Span;
import java.util.List;

/**
 * One string of a request, as it stands there or as a reader of JSON understands it.
 *
 * @param text what is judged
 * @param original the string as it stands in the request
 * @param origins of every UTF-16 unit of the text, and of its end, where it stands in the original
 */
record Piece(String text, Kind kind, String original, int[] origins) {

  /** What the string is in the request's JSON. */
  enum Kind {
    /** What a message says; a message's are one text to whoever reads them. */
    SPOKEN,
    /** Any other value. */
    VALUE,
    /** The name of a field; the one thing that cannot be masked. */
    NAME
  }

  private static final int[] SAME = {};

  static Piece of(String text, Kind kind) {
    return new Piece(text, kind, text, SAME);
  }

  /**
   * The same string without its {@code \}{@code uXXXX} escapes, where it has any: tools often
   * answer in JSON that is written so, and models read it like plain text.
   */
  static List<Piece> unescaped(String original, Kind kind) {
    StringBuilder text = new StringBuilder();
    int[] origins = new int[original.length() + 1];
    for (int i = 0; i < original.length(); ) {
      int escape = escape(original, i);
      origins[text.length()] = i;
      text.append(escape < 0 ? original.charAt(i) : (char) escape);
      i += escape < 0 ? 1 : 6;
    }
    origins[text.length()] = original.length();
    return text.length() == original.length()
        ? List.of()
        : List.of(new Piece(text.toString(), kind, original, origins));
  }

  /** The unit that is escaped here, or -1. */
  private static int escape(String text, int at) {
    if (at + 6 > text.length() || text.charAt(at) != '\\' || text.charAt(at + 1) != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = at + 2; i < at + 6; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit * 16 + digit;
    }
    return unit;
  }

  /** Where a part of the text stands in the original. */
  Span original(Span part) {
    return origins.length == 0 ? part : new Span(origins[part.start()], origins[part.end()]);
  }
}
