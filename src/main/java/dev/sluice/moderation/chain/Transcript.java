package dev.sluice.moderation.chain;

import dev.sluice.moderation.Passage;

/**
 * The text that a judge was given, as far back as a vendor may need it. Positions count from the
 * whole text's beginning, in UTF-16 units. For one thread at a time.
 */
final class Transcript {

  /** Judged text kept for a vendor that is asked for the first time in mid-answer. */
  static final int CONTEXT = 8192;

  private final StringBuilder kept = new StringBuilder();
  private int begin;

  /**
   * @param begin where the text begins that is to be taken
   */
  Transcript(int begin) {
    this.begin = begin;
  }

  /** Where the kept text begins. */
  int begin() {
    return begin;
  }

  int end() {
    return begin + kept.length();
  }

  /**
   * Adds a passage. What an earlier one held from its position on was never judged, and is
   * replaced.
   *
   * @throws IllegalArgumentException where text was left out, which then nobody would judge
   */
  void take(Passage passage) {
    int position = passage.position();
    if (position < begin || position > end()) {
      throw new IllegalArgumentException(
          "a passage at %d follows text that ends at %d".formatted(position, end()));
    }
    kept.setLength(position - begin);
    forget(position - begin - CONTEXT);
    kept.append(passage.text());
  }

  private void forget(int excess) {
    if (excess > 0) {
      int cut = Character.isLowSurrogate(kept.charAt(excess)) ? excess + 1 : excess;
      kept.delete(0, cut);
      begin += cut;
    }
  }

  /** All that is kept, which begins at {@link #begin}. */
  CharSequence text() {
    return kept;
  }

  String slice(int from, int to) {
    return kept.substring(from - begin, to - begin);
  }
}
