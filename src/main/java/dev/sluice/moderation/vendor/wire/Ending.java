package dev.sluice.moderation.vendor.wire;

/** The end of a text that goes along as context: of a long one, the end is what was asked. */
public final class Ending {
  private Ending() {}

  /** At most so many UTF-16 units of the text's end, never beginning within a code point. */
  public static String of(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int from = text.length() - most;
    return text.substring(Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from);
  }
}
