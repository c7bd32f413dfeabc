package dev.sluice.moderation.input;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells images that are written out in a {@code data:} URL from text that only claims to be. To be
 * asked of an image's address alone: anywhere else such a URL is text as well.
 */
final class InlineImage {
  private static final Pattern HEAD = Pattern.compile("data:image/[a-z0-9.+-]{1,32};base64,");

  private InlineImage() {}

  static boolean is(String url) {
    Matcher head = HEAD.matcher(url);
    return head.lookingAt()
        && head.end() < url.length()
        && url.chars().skip(head.end()).allMatch(InlineImage::isBase64);
  }

  private static boolean isBase64(int c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '+' || c == '/' || c == '=');
  }
}
