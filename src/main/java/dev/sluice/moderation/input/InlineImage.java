package dev.sluice.moderation.input;

/** Tells images that are written out in a {@code data:} URL from text that only claims to be. */
final class InlineImage {
  private static final String SCHEME = "data:image/";
  private static final String BASE64 = ";base64,";
  private static final int LONGEST_TYPE = 64;

  private InlineImage() {}

  static boolean is(String url) {
    int data = url.indexOf(BASE64);
    return url.startsWith(SCHEME)
        && data >= 0
        && data <= LONGEST_TYPE
        && url.chars().skip(data + BASE64.length()).allMatch(InlineImage::isBase64);
  }

  private static boolean isBase64(int c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '+' || c == '/' || c == '=');
  }
}
