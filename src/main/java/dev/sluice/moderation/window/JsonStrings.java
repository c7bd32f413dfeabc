package dev.sluice.moderation.window;

import java.util.TreeMap;

/**
 * Knows what of a JSON text, which comes in pieces, stands within one string. Positions in UTF-16
 * units of the whole text.
 */
final class JsonStrings {
  /** From each of these positions on the text is within a string, or is not. */
  private final TreeMap<Integer, Boolean> within = new TreeMap<>();

  private int position;
  private boolean inString;
  private boolean escaped;

  void add(String piece) {
    for (int i = 0; i < piece.length(); i++, position++) {
      char unit = piece.charAt(i);
      if (escaped) {
        escaped = false;
      } else if (unit == '"') {
        inString = !inString;
        within.put(inString ? position + 1 : position, inString);
      } else {
        escaped = inString && unit == '\\';
      }
    }
  }

  /** Whether all of that part stands in one string, between its quotes. */
  boolean hold(int from, int to) {
    var last = within.floorEntry(from);
    return last != null && last.getValue() && within.subMap(from, false, to, false).isEmpty();
  }

  /** Nothing before that position is asked for any more. */
  void forget(int before) {
    Integer last = within.floorKey(before);
    if (last != null) {
      within.headMap(last).clear();
    }
  }
}
