package dev.sluice.moderation.input;

import dev.sluice.model.Span;
import dev.sluice.moderation.Unescaped;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

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
    /** A number, which cannot be masked. */
    NUMBER,
    /** The name of a field, which cannot be masked. */
    NAME;

    boolean canBeMasked() {
      return this != NUMBER && this != NAME;
    }
  }

  /** Escapes within escapes: JSON that is quoted in JSON is read, one level deeper is not. */
  private static final int LEVELS = 2;

  private static final int[] SAME = {};

  static Piece of(String text, Kind kind) {
    return new Piece(text, kind, text, SAME);
  }

  /**
   * The same string without JSON's escapes, where it has any: tools often answer in JSON, and
   * models read it like plain text. Once for each level of quoting.
   */
  static List<Piece> unescaped(String original, Kind kind) {
    List<Piece> readings = new ArrayList<>();
    Piece last = of(original, kind);
    for (int level = 0; level < LEVELS && last.text.indexOf('\\') >= 0; level++) {
      Piece next = last.unescaped();
      if (next.text.length() == last.text.length()) {
        break;
      }
      readings.add(next);
      last = next;
    }
    return readings;
  }

  private Piece unescaped() {
    Unescaped read = Unescaped.of(text);
    int[] places =
        IntStream.rangeClosed(0, read.text().length()).map(i -> place(read.place(i))).toArray();
    return new Piece(read.text(), kind, original, places);
  }

  /** Where a part of the text stands in the original. */
  Span original(Span part) {
    return new Span(place(part.start()), place(part.end()));
  }

  private int place(int position) {
    return origins.length == 0 ? position : origins[position];
  }
}
