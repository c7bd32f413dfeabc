package dev.sluice.moderation.window;

/**
 * Counts code points of texts that come in pieces: a surrogate pair split between two pieces counts
 * once, since its second half counts nothing.
 */
final class CodePoints {
  private CodePoints() {}

  static int in(CharSequence text) {
    return in(text, 0, text.length());
  }

  static int in(CharSequence text, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      if (!Character.isLowSurrogate(text.charAt(i))) {
        count++;
      }
    }
    return count;
  }
}
