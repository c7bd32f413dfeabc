package dev.sluice.moderation.window;

/**
 * Where a text may be split: never within what a reader sees as one character. Knows surrogate
 * pairs, combining marks, variation selectors, joined and toned emoji, flags, conjoining Hangul and
 * CR LF, by rules of its own, so that every Java release and the native executable agree.
 */
final class Graphemes {
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private Graphemes() {}

  /** The last place at or before {@code at} where it may be split; not below {@code from}. */
  static int floor(CharSequence text, int from, int at) {
    int place = at;
    while (place > from && place < text.length() && !isBorder(text, from, place)) {
      place--;
    }
    return place;
  }

  private static boolean isBorder(CharSequence text, int from, int at) {
    if (isPair(text, at)) {
      return false;
    }
    int next = Character.codePointAt(text, at);
    int before = Character.codePointBefore(text, at);
    return !extendsBefore(next)
        && before != ZERO_WIDTH_JOINER
        && !(before == '\r' && next == '\n')
        && !(isFlagLetter(next) && flagLettersBefore(text, from, at) % 2 == 1)
        && !(isHangulJamo(next) && isHangul(before));
  }

  private static boolean isPair(CharSequence text, int at) {
    return Character.isLowSurrogate(text.charAt(at))
        && Character.isHighSurrogate(text.charAt(at - 1));
  }

  private static boolean extendsBefore(int next) {
    return switch (Character.getType(next)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          true;
      default -> next == ZERO_WIDTH_JOINER || isSkinTone(next) || isTag(next);
    };
  }

  private static boolean isSkinTone(int point) {
    return point >= 0x1F3FB && point <= 0x1F3FF;
  }

  private static boolean isTag(int point) {
    return point >= 0xE0020 && point <= 0xE007F;
  }

  private static boolean isFlagLetter(int point) {
    return point >= 0x1F1E6 && point <= 0x1F1FF;
  }

  private static int flagLettersBefore(CharSequence text, int from, int at) {
    int count = 0;
    for (int i = at; i - 2 >= from && isFlagLetter(Character.codePointBefore(text, i)); i -= 2) {
      count++;
    }
    return count;
  }

  /** A vowel or a final consonant, which joins what is before it to one syllable. */
  private static boolean isHangulJamo(int point) {
    return point >= 0x1160 && point <= 0x11FF;
  }

  private static boolean isHangul(int point) {
    return point >= 0x1100 && point <= 0x11FF || point >= 0xAC00 && point <= 0xD7A3;
  }
}
