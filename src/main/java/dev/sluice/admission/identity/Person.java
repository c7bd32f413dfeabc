package dev.sluice.admission.identity;

import dev.sluice.model.privacy.Masked;
import dev.sluice.model.privacy.PhoneNumber;
import java.util.Optional;

/**
 * Who somebody is, in clear: exists in memory only, while it is checked and sealed. Prints itself
 * masked.
 *
 * @param value in the one form that is sealed and fingerprinted
 */
public record Person(Kind kind, String value, Optional<String> name) {

  public static Person of(PhoneNumber phone) {
    return new Person(Kind.PHONE, phone.international(), Optional.empty());
  }

  public static Person of(IdNumber number, String name) {
    return new Person(Kind.ID_NUMBER, number.text(), Optional.of(name));
  }

  /** Whom an identity provider knows by this subject. */
  public static Person of(String issuer, String subject) {
    return new Person(Kind.SUBJECT, issuer + " " + subject, Optional.empty());
  }

  /** Whom a back office knows by a document of its own. */
  public static Person ofReference(String reference, Optional<String> name) {
    return new Person(Kind.REFERENCE, reference, name);
  }

  /** The form that may be shown: {@code 张* 1101**********123X}. */
  public String masked() {
    return name.map(it -> Masked.name(it) + " ").orElse("") + maskedValue();
  }

  private String maskedValue() {
    return switch (kind) {
      case PHONE -> Masked.phone(value.substring(value.length() - 11));
      case ID_NUMBER -> Masked.idNumber(value);
      case SUBJECT, REFERENCE -> Masked.other(value);
    };
  }

  @Override
  public String toString() {
    return kind + " " + masked();
  }
}
