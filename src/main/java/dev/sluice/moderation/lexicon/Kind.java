package dev.sluice.moderation.lexicon;

/** What a code point is to a reader who looks for words. */
enum Kind {
  /** Stands for a sound or a meaning, and runs into its neighbours: Han, kana, hangul. */
  LETTER,
  /** A letter or digit of an alphabet, whose words have boundaries. */
  ALPHABETIC,
  /** A space, line break, punctuation mark, symbol or emoji; also what has no meaning yet. */
  SYMBOL,
  /** Not seen at all. */
  IGNORABLE,
  /** Seen on the letter before it, such as an accent or a line through it. */
  MARK;

  private static final Kind[] ALL = values();

  static Kind of(int ordinal) {
    return ALL[ordinal];
  }
}
