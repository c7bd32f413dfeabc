package dev.sluice.admission.identity;

import dev.sluice.model.privacy.Masked;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A citizen's number by GB 11643-1999: six digits of the place, eight of the birthday, three in
 * order, and a check digit by ISO 7064 mod 11-2, which may be an X. Prints itself masked.
 */
public record IdNumber(String text) {
  private static final Pattern FORM = Pattern.compile("[1-9][0-9]{16}[0-9X]");
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECK_DIGITS = "10X98765432";
  private static final int FIRST_YEAR = 1850;

  public IdNumber {
    if (!isValid(text)) {
      throw new IllegalArgumentException("not an ID number");
    }
  }

  /** Empty where form, birthday or check digit are wrong; a small x is as good as a large one. */
  public static Optional<IdNumber> of(String written) {
    String text = written.strip().toUpperCase(Locale.ROOT);
    return isValid(text) ? Optional.of(new IdNumber(text)) : Optional.empty();
  }

  private static boolean isValid(String text) {
    return FORM.matcher(text).matches() && hasBirthday(text) && check(text) == text.charAt(17);
  }

  /** The check digit that belongs to the first 17. */
  static char check(String text) {
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += WEIGHTS[i] * (text.charAt(i) - '0');
    }
    return CHECK_DIGITS.charAt(sum % 11);
  }

  private static boolean hasBirthday(String text) {
    try {
      LocalDate birthday =
          LocalDate.of(number(text, 6, 10), number(text, 10, 12), number(text, 12, 14));
      return birthday.getYear() >= FIRST_YEAR;
    } catch (DateTimeException noDay) {
      return false;
    }
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  @Override
  public String toString() {
    return Masked.idNumber(text);
  }
}
