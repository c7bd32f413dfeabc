package dev.sluice.admission.launch.invite;

import dev.sluice.model.Sha256;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The text of an invite: 100 random bits as four groups of Crockford's base 32, which has no
 * letters that are taken for digits. Read as people write it: small letters, other gaps, O for 0, I
 * or L for 1.
 */
public final class InviteCode {
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final Pattern CODE = Pattern.compile("[" + DIGITS + "]{20}");
  private static final Pattern GAPS = Pattern.compile("[\\s\\-_]+");
  private static final int LENGTH = 20;
  private static final int GROUP = 5;
  private static final int LONGEST = 100;

  private final String digits;

  private InviteCode(String digits) {
    this.digits = digits;
  }

  /** Draws a code; the source must be one whose numbers cannot be guessed. */
  public static InviteCode draw(RandomGenerator random) {
    StringBuilder digits = new StringBuilder(LENGTH);
    random.ints(LENGTH, 0, DIGITS.length()).forEach(digit -> digits.append(DIGITS.charAt(digit)));
    return new InviteCode(digits.toString());
  }

  /** Empty where the text cannot be a code. */
  public static Optional<InviteCode> read(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    String digits =
        GAPS.matcher(text)
            .replaceAll("")
            .toUpperCase(Locale.ROOT)
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1');
    return Optional.of(digits).filter(it -> CODE.matcher(it).matches()).map(InviteCode::new);
  }

  /** The secret itself, for the one who is invited. */
  public String text() {
    return digits.replaceAll("(.{" + GROUP + "})(?!$)", "$1-");
  }

  /** By which it is found; 100 random bits cannot be found from it. */
  public String hash() {
    return Sha256.hex(digits);
  }

  /** Tells codes apart on a screen; 75 bits stay hidden. */
  public String prefix() {
    return digits.substring(0, GROUP);
  }

  @Override
  public String toString() {
    return prefix() + "-…";
  }
}
