package dev.sluice.admission.identity;

import dev.sluice.model.Refusal;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Keeps identities out of what operators write: it is recorded in clear, and for ever. Blanks,
 * hyphens, dots and the width of letters hide nothing.
 */
final class Quotes {
  private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Z}\\p{Pd}\\p{Cf}.·・•]");
  private static final String COUNTRY = "+86";

  private Quotes() {}

  /**
   * @param field what the text is called
   * @throws Refusal.Invalid where the text holds the person's value or name
   */
  static void check(Person person, String field, String text) {
    String plain = plain(text);
    boolean named = person.name().filter(name -> holds(plain, plain(name))).isPresent();
    if (named || holds(plain, value(person))) {
      throw Refusal.Invalid.parameter(
          field, "'" + field + "' is kept in clear and must not quote the value or the name.");
    }
  }

  private static boolean holds(String text, String sought) {
    return !sought.isEmpty() && text.contains(sought);
  }

  private static String value(Person person) {
    String plain = plain(person.value());
    return person.kind() == Kind.PHONE && plain.startsWith(COUNTRY)
        ? plain.substring(COUNTRY.length())
        : plain;
  }

  private static String plain(String text) {
    String narrow = Normalizer.normalize(text, Normalizer.Form.NFKC);
    return BETWEEN.matcher(narrow).replaceAll("").toUpperCase(Locale.ROOT);
  }
}
