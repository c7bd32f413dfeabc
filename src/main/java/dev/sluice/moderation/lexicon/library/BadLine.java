package dev.sluice.moderation.lexicon.library;

/** A line that cannot be read as part of a word list; the message says why, never what it holds. */
final class BadLine extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int line;

  /**
   * @param line from 1
   * @param reason a sentence without the line's number
   */
  BadLine(int line, String reason) {
    super(reason, null, false, false);
    this.line = line;
  }

  int line() {
    return line;
  }
}
