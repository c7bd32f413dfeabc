package dev.sluice.api.identity;

import dev.sluice.admission.identity.IdNumber;
import dev.sluice.admission.identity.Person;
import dev.sluice.api.openai.Fields;
import dev.sluice.model.privacy.PhoneNumber;
import java.util.regex.Pattern;

/** Reads who somebody is from a body. No refusal quotes what was sent. */
public final class PersonReader {
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}][\\p{L}\\p{M}·•.' -]{0,63}");
  private static final Pattern REFERENCE = Pattern.compile("[\\x21-\\x7e]{4,128}");

  private PersonReader() {}

  public static PhoneNumber phone(Fields fields, String field) {
    return PhoneNumber.of(fields.requiredText(field))
        .orElseThrow(() -> fields.wrong(field, "must be a mobile number of mainland China."));
  }

  public static IdNumber idNumber(Fields fields, String field) {
    return IdNumber.of(fields.requiredText(field))
        .orElseThrow(
            () ->
                fields.wrong(
                    field, "must be an ID number of 18 characters with a right check digit."));
  }

  public static String name(Fields fields, String field) {
    String name = fields.requiredText(field).strip();
    if (!NAME.matcher(name).matches()) {
      throw fields.wrong(field, "must be a name of up to 64 letters.");
    }
    return name;
  }

  /** {@code kind} says what {@code value} is; an ID number needs a {@code name}. */
  public static Person person(Fields fields) {
    return switch (fields.requiredText("kind")) {
      case "phone" -> Person.of(phone(fields, "value"));
      case "id_number" -> Person.of(idNumber(fields, "value"), name(fields, "name"));
      case "reference" -> reference(fields);
      default -> throw fields.wrong("kind", "must be phone, id_number or reference.");
    };
  }

  /** The same for finding: names are not sought by, so none is needed. */
  public static Person sought(Fields fields) {
    return fields.requiredText("kind").equals("id_number")
        ? Person.of(idNumber(fields, "value"), "")
        : person(fields);
  }

  private static Person reference(Fields fields) {
    String reference = fields.requiredText("value");
    if (!REFERENCE.matcher(reference).matches()) {
      throw fields.wrong("value", "must be 4 to 128 printable ASCII characters without blanks.");
    }
    return Person.ofReference(reference, fields.text("name").map(name -> name(fields, "name")));
  }
}
