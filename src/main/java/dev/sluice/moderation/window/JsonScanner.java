package dev.sluice.moderation.window;

import dev.sluice.moderation.Unescaped;
import dev.sluice.moderation.lexicon.Scanner;
import dev.sluice.moderation.lexicon.Scanner.Hits;
import java.util.Arrays;

/**
 * Scans JSON text for what it says once it is read: escapes are undone on the way to the lexicon,
 * so that a word written as {@code \\uXXXX} is found. Positions are those of the JSON text; an
 * escape that has not come whole is not safe.
 */
final class JsonScanner {
  private static final int LONG_ESCAPE = 6;

  private final Scanner meaning;
  private final StringBuilder escape = new StringBuilder(LONG_ESCAPE);
  private final StringBuilder read = new StringBuilder();
  private int[] starts = new int[16];
  private final int begin;
  private int forgotten;
  private int known;
  private int position;

  /** Goes on with the scan of a text that has no escape before that position. */
  JsonScanner(Scanner meaning, int begin) {
    this.meaning = meaning;
    this.begin = begin;
    forgotten = begin;
    position = begin;
  }

  /** As {@link Scanner#feed}. */
  int feed(String piece, Hits hits) {
    for (int i = 0; i < piece.length(); i++) {
      take(piece.charAt(i));
      position++;
    }
    int safe = feedRead(hits);
    int inJson = inJson(safe);
    forget(safe);
    return inJson;
  }

  private void take(char unit) {
    if (escape.length() == 0 && unit != '\\') {
      say(unit, position);
      return;
    }
    escape.append(unit);
    if (escape.length() == 2 && unit != 'u') {
      say(Unescaped.shortEscape(unit), position - 1);
      escape.setLength(0);
    } else if (escape.length() > 2 && Character.digit(unit, 16) < 0) {
      sayEscapeAsItStands(position + 1);
    } else if (escape.length() == LONG_ESCAPE) {
      say((char) Integer.parseInt(escape, 2, LONG_ESCAPE, 16), position + 1 - LONG_ESCAPE);
      escape.setLength(0);
    }
  }

  /** No escape after all. */
  private void sayEscapeAsItStands(int end) {
    for (int i = 0; i < escape.length(); i++) {
      say(escape.charAt(i), end - escape.length() + i);
    }
    escape.setLength(0);
  }

  private void say(char unit, int start) {
    read.append(unit);
    if (known == starts.length) {
      starts = Arrays.copyOf(starts, known * 2);
    }
    starts[known++] = start;
  }

  private int feedRead(Hits hits) {
    int safe = meaning.feed(read, inJson(hits));
    read.setLength(0);
    return safe;
  }

  private Hits inJson(Hits hits) {
    return (entry, start, end) -> hits.hit(entry, inJson(start), inJson(end));
  }

  /** Where in the JSON text that position of its meaning is. */
  private int inJson(int meant) {
    if (meant < begin) {
      return meant;
    }
    int at = Math.max(0, meant - forgotten);
    return at < known ? starts[at] : position - escape.length();
  }

  /** Nothing before that position of the meaning is part of a later hit. */
  private void forget(int before) {
    int more = Math.min(before - forgotten, known);
    if (more > 0) {
      System.arraycopy(starts, more, starts, 0, known - more);
      known -= more;
      forgotten += more;
    }
  }

  /** As {@link Scanner#end}. */
  void end(Hits hits) {
    sayEscapeAsItStands(position);
    feedRead(hits);
    meaning.end(inJson(hits));
  }
}
