package dev.sluice.model.privacy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mobile number of mainland China, the only kind that is registered to a person by name there.
 * However it was written, the same number is the same value.
 *
 * @param digits eleven, without the country's code
 */
public record PhoneNumber(String digits) {
  private static final Pattern DIGITS = Pattern.compile("1[3-9][0-9]{9}");
  private static final Pattern WRITTEN = Pattern.compile("(?:(?:\\+|00)?86)?(1[3-9][0-9]{9})");
  private static final Pattern BETWEEN = Pattern.compile("[ \\u3000()-]");
  private static final int LONGEST = 32;

  public PhoneNumber {
    if (!DIGITS.matcher(digits).matches()) {
      throw new IllegalArgumentException("not a mobile number");
    }
  }

  /** As people write it, with or without +86, blanks and hyphens; empty where it is none. */
  public static Optional<PhoneNumber> of(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    Matcher matcher = WRITTEN.matcher(BETWEEN.matcher(text).replaceAll(""));
    return matcher.matches() ? Optional.of(new PhoneNumber(matcher.group(1))) : Optional.empty();
  }

  /** {@code +86} and the digits: what is sealed and fingerprinted. */
  public String international() {
    return "+86" + digits;
  }

  public String masked() {
    return Masked.phone(digits);
  }

  @Override
  public String toString() {
    return masked();
  }
}
