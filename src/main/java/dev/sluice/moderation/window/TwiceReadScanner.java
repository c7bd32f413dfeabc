package dev.sluice.moderation.window;

import dev.sluice.moderation.lexicon.Scanner;
import dev.sluice.moderation.lexicon.Scanner.Hits;

/**
 * Scans text as it stands and, from the first backslash on, as a reader of JSON takes it as well:
 * the arguments of tools are JSON, many an answer is or quotes some, and its reader undoes the
 * escapes that a listed word was written with.
 */
final class TwiceReadScanner {
  private final Scanner plain;

  /** None before the first backslash: so far both ways are one. */
  private JsonScanner meaning;

  private int position;

  TwiceReadScanner(Scanner plain) {
    this.plain = plain;
  }

  /** As {@link Scanner#feed}. What either way holds back is not safe; both may report one word. */
  int feed(String piece, Hits hits) {
    int escape = meaning == null ? piece.indexOf('\\') : 0;
    if (escape < 0) {
      position += piece.length();
      return plain.feed(piece, hits);
    }
    if (meaning == null) {
      plain.feed(piece.substring(0, escape), hits);
      position += escape;
      meaning = new JsonScanner(plain.copy(), position);
    }
    String rest = piece.substring(escape);
    return Math.min(plain.feed(rest, hits), meaning.feed(rest, hits));
  }

  /** As {@link Scanner#end}. */
  void end(Hits hits) {
    plain.end(hits);
    if (meaning != null) {
      meaning.end(hits);
    }
  }
}
