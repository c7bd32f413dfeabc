package dev.sluice.moderation.lexicon;

/**
 * One symbol of a shadow, as an int: a number, and marks above it. Numbers are code points while a
 * lane is made, afterwards its own dense ones.
 */
final class Shade {

  /** A letter or digit of an alphabet, as written. */
  static final int ALPHABETIC = 1 << 24;

  /** A letter of the reading of a character. */
  static final int SPOKEN = 1 << 25;

  /** The first letter of a reading. */
  static final int FIRST = 1 << 26;

  /** The last letter of a reading. */
  static final int LAST = 1 << 27;

  /** Only in a scan: it continues what was written in an alphabet. */
  static final int TOUCHED = 1 << 28;

  private static final int NUMBER = (1 << 24) - 1;

  private Shade() {}

  static int number(int shade) {
    return shade & NUMBER;
  }

  static int marks(int shade) {
    return shade & ~NUMBER;
  }

  static boolean has(int shade, int mark) {
    return (shade & mark) != 0;
  }
}
