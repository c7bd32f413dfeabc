package dev.sluice.model.privacy;

/** Personal data as it may be shown: enough to recognise one's own, too little to use another's. */
public final class Masked {
  private static final int LEAST_HIDDEN = 4;

  private Masked() {}

  /** {@code 138****1234}; of shorter numbers less. */
  public static String phone(String digits) {
    return middle(digits, 3, 4);
  }

  /** {@code 1101**********123X}: the province and city, and the closing digits. */
  public static String idNumber(String number) {
    return middle(number, 4, 4);
  }

  /** {@code 张*}: the first character, whatever follows. */
  public static String name(String name) {
    String plain = name.strip();
    int first = plain.offsetByCodePoints(0, Math.min(1, plain.length()));
    return first == plain.length() ? "*" : plain.substring(0, first) + "*";
  }

  /** {@code a***@example.com}; of what is no address nothing. */
  public static String email(String address) {
    int at = address.lastIndexOf('@');
    if (at < 1) {
      return "***";
    }
    int first = address.offsetByCodePoints(0, 1);
    return (first < at ? address.substring(0, first) : "") + "***" + address.substring(at);
  }

  /** What has no form of its own, such as an identity provider's name for somebody. */
  public static String other(String text) {
    return middle(text, 0, 4);
  }

  /** Both ends, unless fewer than four characters were hidden then: two at most. */
  private static String middle(String text, int head, int tail) {
    int[] points = text.codePoints().toArray();
    int length = points.length;
    boolean roomy = length >= head + tail + LEAST_HIDDEN;
    int last = roomy ? tail : Math.max(0, Math.min(2, length - LEAST_HIDDEN));
    int first = roomy ? head : 0;
    return new String(points, 0, first)
        + "*".repeat(length - first - last)
        + new String(points, length - last, last);
  }
}
