package dev.sluice.moderation.window;

import dev.sluice.moderation.lexicon.Entry;
import dev.sluice.moderation.lexicon.Scanner;
import dev.sluice.moderation.lexicon.Scanner.Hits;
import java.util.HashSet;
import java.util.Set;

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

  /** As {@link Scanner#feed}. What either way holds back is not safe. */
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
    Once once = new Once(hits);
    return Math.min(plain.feed(rest, once), meaning.feed(rest, once));
  }

  /** As {@link Scanner#end}. */
  void end(Hits hits) {
    Once once = new Once(hits);
    plain.end(once);
    if (meaning != null) {
      meaning.end(once);
    }
  }

  /** Passes on once what both ways find at one place. */
  private static final class Once implements Hits {
    private final Hits hits;
    private final Set<Found> found = new HashSet<>();

    Once(Hits hits) {
      this.hits = hits;
    }

    @Override
    public void hit(Entry entry, int start, int end) {
      if (found.add(new Found(entry.id(), start, end))) {
        hits.hit(entry, start, end);
      }
    }
  }

  private record Found(String entry, int start, int end) {}
}
