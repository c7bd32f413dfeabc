package dev.sluice.moderation.window;

/**
 * Notices where sentences of one text end, Chinese and Western ones. A Western full stop counts
 * once a space follows it, so that no number and no address is taken for the end of a sentence.
 */
final class Sentences {
  private char previous;

  /** Takes the next piece of the text; whether a sentence ends in it. */
  boolean endIn(CharSequence piece) {
    boolean ends = false;
    for (int i = 0; i < piece.length(); i++) {
      char next = piece.charAt(i);
      ends |= isEnd(previous, next);
      previous = next;
    }
    return ends;
  }

  private static boolean isEnd(char before, char at) {
    return switch (at) {
      case '。', '！', '？', '；', '…', '\n' -> true;
      case ' ', '\t', '\r' -> before == '.' || before == '!' || before == '?';
      default -> false;
    };
  }
}
