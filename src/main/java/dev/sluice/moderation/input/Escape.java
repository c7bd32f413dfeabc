package dev.sluice.moderation.input;

/** JSON's escapes in a text, whether they stand within quotes or not. RFC 8259, section 7. */
final class Escape {
  private static final int SHORT = 2;
  private static final int LONG = 6;

  private Escape() {}

  /** How many UTF-16 units are written at that position for one: 1 where nothing is escaped. */
  static int length(String text, int at) {
    if (text.charAt(at) != '\\' || at + SHORT > text.length()) {
      return 1;
    }
    char letter = text.charAt(at + 1);
    if (letter == 'u') {
      return isLong(text, at) ? LONG : 1;
    }
    return "\"\\/bfnrt".indexOf(letter) >= 0 ? SHORT : 1;
  }

  private static boolean isLong(String text, int at) {
    return at + LONG <= text.length()
        && text.substring(at + SHORT, at + LONG).chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }

  /** The unit that is meant at that position, of as many as are written for it. */
  static char unit(String text, int at, int length) {
    return switch (length) {
      case LONG -> (char) Integer.parseInt(text, at + SHORT, at + LONG, 16);
      case SHORT -> shortEscape(text.charAt(at + 1));
      default -> text.charAt(at);
    };
  }

  private static char shortEscape(char letter) {
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> letter;
    };
  }
}
