package dev.sluice.admission.launch.waitlist;

import dev.sluice.model.privacy.Masked;
import dev.sluice.model.privacy.PhoneNumber;
import dev.sluice.model.privacy.Purpose;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How an applicant is reached. However it was written, the same contact is the same value. */
public sealed interface Contact {
  int LONGEST = 254;

  /** What is sealed and fingerprinted. */
  String canonical();

  String masked();

  Purpose purpose();

  /** A phone number with its country's code. */
  record Phone(String international) implements Contact {
    private static final Pattern GAPS = Pattern.compile("[\\s().\\-]");
    private static final Pattern FOREIGN = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Purpose PURPOSE = new Purpose("waitlist-phone");

    static Optional<Contact> read(String text) {
      String digits = GAPS.matcher(text).replaceAll("").replaceFirst("^00", "+");
      return PhoneNumber.of(digits)
          .map(PhoneNumber::international)
          .or(() -> Optional.of(digits).filter(it -> FOREIGN.matcher(it).matches()))
          .map(Phone::new);
    }

    @Override
    public String canonical() {
      return international;
    }

    @Override
    public String masked() {
      return PhoneNumber.of(international)
          .map(PhoneNumber::masked)
          .orElseGet(() -> Masked.phone(international));
    }

    @Override
    public Purpose purpose() {
      return PURPOSE;
    }

    @Override
    public String toString() {
      return masked();
    }
  }

  /** An e-mail address; small and capital letters are the same. */
  record Email(String address) implements Contact {
    private static final Pattern ADDRESS =
        Pattern.compile(
            "[^\\s@,;<>\"\\p{Cntrl}]{1,64}@(?:[\\p{L}0-9-]{1,63}\\.)+[\\p{L}0-9-]{2,63}");
    private static final Purpose PURPOSE = new Purpose("waitlist-email");

    static Optional<Contact> read(String text) {
      return Optional.of(text.toLowerCase(Locale.ROOT))
          .filter(it -> ADDRESS.matcher(it).matches())
          .map(Email::new);
    }

    @Override
    public String canonical() {
      return address;
    }

    @Override
    public String masked() {
      return Masked.email(address);
    }

    @Override
    public Purpose purpose() {
      return PURPOSE;
    }

    @Override
    public String toString() {
      return masked();
    }
  }

  /** As people write it; empty where it is neither. */
  static Optional<Contact> read(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
    return plain.contains("@") ? Email.read(plain) : Phone.read(plain);
  }
}
