package dev.sluice.moderation.lexicon;

import java.util.Arrays;
import java.util.stream.IntStream;

/** What code points look like in a shadow. Safe for all threads. */
interface Folding {

  /** Not there at all. */
  int DROPPED = -1;

  /** There, but a word may go on behind it. */
  int SKIPPED = -2;

  /** More than one symbol. */
  int SEVERAL = -3;

  /** Its only symbol, see {@link Shade}, or one of the above. */
  int fold(int codePoint);

  /** All its symbols, where they are {@link #SEVERAL}. */
  int[] several(int codePoint);

  /** All of a text, without what is dropped and skipped. */
  default int[] fold(String text) {
    return text.codePoints().flatMap(this::symbols).toArray();
  }

  private IntStream symbols(int codePoint) {
    int fold = fold(codePoint);
    if (fold == SEVERAL) {
      return Arrays.stream(several(codePoint));
    }
    return fold < 0 ? IntStream.empty() : IntStream.of(fold);
  }
}
