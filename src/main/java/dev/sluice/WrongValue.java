package dev.sluice;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what a configuration library found wrong with a value in the words of an operator: the key,
 * the value, what is allowed. A secret's value is left out.
 */
final class WrongValue {
  private static final Pattern UNREADABLE =
      Pattern.compile(
          "The config property (\\S+) with the config value \"(.*)\" threw an Exception whilst"
              + " being converted (.*)",
          Pattern.DOTALL);
  private static final Pattern CODES = Pattern.compile("(?:[a-zA-Z.]+Exception: )?SRCFG\\d+: ");
  private static final Pattern ALLOWED = Pattern.compile("allowed values: (.*)");
  private static final Pattern SECRET = Pattern.compile("(?i).*(key|secret|password)");

  private WrongValue() {}

  static String sentence(String problem) {
    String plain = CODES.matcher(problem).replaceAll("");
    Matcher unreadable = UNREADABLE.matcher(plain);
    if (!unreadable.matches()) {
      return plain;
    }
    String key = unreadable.group(1);
    if (SECRET.matcher(key).matches()) {
      return key + " has a value that cannot be read (not shown, being secret).";
    }
    return "%s is '%s', but allowed is %s."
        .formatted(key, unreadable.group(2), allowed(unreadable.group(3)));
  }

  private static String allowed(String reason) {
    Matcher values = ALLOWED.matcher(reason);
    if (values.find()) {
      return "one of " + values.group(1);
    }
    if (reason.contains("duration")) {
      return "a duration such as 500ms, 30s or 5m";
    }
    boolean isNumber = reason.contains("integer") || reason.contains("a long value");
    return isNumber ? "a whole number" : "something else: " + reason;
  }
}
