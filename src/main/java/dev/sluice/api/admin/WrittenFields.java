package dev.sluice.api.admin;

import dev.sluice.api.openai.Fields;
import java.util.regex.Pattern;

/** Fields that people write and others read: one line, not too long. */
final class WrittenFields {
  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9._@-]{1,64}");

  private WrittenFields() {}

  static String account(Fields fields) {
    String account = fields.requiredText("account");
    if (!ACCOUNT.matcher(account).matches()) {
      throw fields.wrong("account", "must have 1 to 64 letters, digits or any of . _ @ -");
    }
    return account;
  }

  static String line(Fields fields, String name, int longest) {
    String line = fields.requiredText(name).strip();
    if (line.length() > longest || line.chars().anyMatch(Character::isISOControl)) {
      throw fields.wrong(name, "must be at most " + longest + " printable characters.");
    }
    return line;
  }
}
