package dev.sluice.moderation;

import java.util.Arrays;

/**
 * A text as a reader of JSON takes it: escapes undone, whether they stand within quotes or not. RFC
 * 8259, section 7. Positions in UTF-16 units.
 */
public final class Unescaped {
  private static final int SHORT = 2;
  private static final int LONG = 6;

  private final String text;
  private final int[] places;

  private Unescaped(String text, int[] places) {
    this.text = text;
    this.places = places;
  }

  public static Unescaped of(String original) {
    StringBuilder plain = new StringBuilder(original.length());
    int[] places = new int[original.length() + 1];
    for (int at = 0, length; at < original.length(); at += length) {
      places[plain.length()] = at;
      length = length(original, at);
      plain.append(unit(original, at, length));
    }
    places[plain.length()] = original.length();
    return new Unescaped(plain.toString(), Arrays.copyOf(places, plain.length() + 1));
  }

  /**
   * How much of a text that goes on can be read by itself: not an escape that has not come whole,
   * nor the first half of a pair, escaped or not.
   */
  public static int whole(String original) {
    int whole = 0;
    for (int at = 0, length; at < original.length(); at += length) {
      if (isBegun(original, at)) {
        return whole;
      }
      length = length(original, at);
      if (!Character.isHighSurrogate(unit(original, at, length))) {
        whole = at + length;
      }
    }
    return whole;
  }

  public String text() {
    return text;
  }

  /** Where in the original that position of the text is. */
  public int place(int position) {
    return places[position];
  }

  /** How many units of the original are written for one. */
  private static int length(String original, int at) {
    if (original.charAt(at) != '\\' || at + 1 == original.length()) {
      return 1;
    }
    char letter = original.charAt(at + 1);
    if (letter == 'u') {
      return hexDigits(original, at) == LONG - SHORT ? LONG : 1;
    }
    return "\"\\/bfnrt".indexOf(letter) >= 0 ? SHORT : 1;
  }

  private static boolean isBegun(String original, int at) {
    if (original.charAt(at) != '\\') {
      return false;
    }
    return at + 1 == original.length()
        || original.charAt(at + 1) == 'u'
            && at + LONG > original.length()
            && at + SHORT + hexDigits(original, at) == original.length();
  }

  private static int hexDigits(String original, int at) {
    int end = at + SHORT;
    while (end < Math.min(at + LONG, original.length())
        && Character.digit(original.charAt(end), 16) >= 0) {
      end++;
    }
    return end - at - SHORT;
  }

  private static char unit(String original, int at, int length) {
    return switch (length) {
      case LONG -> (char) Integer.parseInt(original, at + SHORT, at + LONG, 16);
      case SHORT -> shortEscape(original.charAt(at + 1));
      default -> original.charAt(at);
    };
  }

  /** What JSON's escape of a backslash and that letter says; other letters say themselves. */
  public static char shortEscape(char letter) {
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
