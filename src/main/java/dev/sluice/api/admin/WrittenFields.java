package dev.sluice.api.admin;

import dev.sluice.admission.account.Names;
import dev.sluice.api.openai.Fields;

/** Fields that people write and others read: one line, not too long. */
final class WrittenFields {
  private WrittenFields() {}

  static String account(Fields fields) {
    return Names.account(fields.requiredText("account"));
  }

  static String line(Fields fields, String name, int longest) {
    String line = fields.requiredText(name).strip();
    if (line.length() > longest || line.chars().anyMatch(Character::isISOControl)) {
      throw fields.wrong(name, "must be at most " + longest + " printable characters.");
    }
    return line;
  }
}
