package dev.sluice.moderation.window;

/**
 * The end of a growing text, as far back as it is needed. Positions in UTF-16 units of the whole
 * text.
 */
final class KeptText {
  private final StringBuilder kept = new StringBuilder();
  private int begin;
  private int beginInCodePoints;
  private int codePoints;

  void add(String more) {
    kept.append(more);
    codePoints += CodePoints.in(more);
  }

  int begin() {
    return begin;
  }

  int end() {
    return begin + kept.length();
  }

  /** How many are kept. */
  int codePoints() {
    return codePoints;
  }

  String slice(int from, int to) {
    return kept.substring(from - begin, to - begin);
  }

  /** The last place up to {@code to} that splits no character as readers see it. */
  int wholeCharacters(int from, int to) {
    return begin + Graphemes.floor(kept, from - begin, to - begin);
  }

  /** What lies before that position is not needed any more. */
  void forget(int before) {
    int unneeded = Math.min(before, end()) - begin;
    if (unneeded > 0) {
      int forgotten = CodePoints.in(kept, 0, unneeded);
      beginInCodePoints += forgotten;
      codePoints -= forgotten;
      kept.delete(0, unneeded);
      begin += unneeded;
    }
  }

  /** At most the true number where the text before is forgotten: rather too much is hidden. */
  int codePointsBefore(int position) {
    return position >= begin
        ? beginInCodePoints + CodePoints.in(kept, 0, position - begin)
        : Math.max(0, position - (begin - beginInCodePoints));
  }
}
