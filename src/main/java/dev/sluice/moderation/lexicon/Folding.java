package dev.sluice.moderation.lexicon;

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
    IntList symbols = new IntList(text.length());
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      int fold = fold(codePoint);
      if (fold >= 0) {
        symbols.add(fold);
      } else if (fold == SEVERAL) {
        symbols.addAll(several(codePoint));
      }
    }
    return symbols.toArray();
  }
}
