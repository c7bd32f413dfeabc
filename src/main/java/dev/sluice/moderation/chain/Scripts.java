package dev.sluice.moderation.chain;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * Whether a vendor's languages can be those of a text, told by its script alone: enough to keep a
 * Chinese text from a vendor of English, not to tell English from French.
 */
final class Scripts {
  /** A text is strange if more than one letter in this many is in no script of the vendor's. */
  private static final int STRANGE = 5;

  private static final Set<UnicodeScript> SHARED =
      Set.of(UnicodeScript.COMMON, UnicodeScript.INHERITED);

  private Scripts() {}

  /**
   * @param languages ISO 639-1 codes; empty: any
   */
  static boolean canRead(Set<String> languages, String text) {
    if (languages.isEmpty()) {
      return true;
    }
    Set<UnicodeScript> known = EnumSet.noneOf(UnicodeScript.class);
    languages.forEach(language -> known.addAll(of(language)));
    long letters = text.codePoints().filter(Character::isLetter).count();
    long strange =
        text.codePoints()
            .filter(Character::isLetter)
            .mapToObj(UnicodeScript::of)
            .filter(script -> !known.contains(script) && !SHARED.contains(script))
            .count();
    return strange * STRANGE <= letters;
  }

  private static Set<UnicodeScript> of(String language) {
    return switch (language) {
      case "zh" -> Set.of(UnicodeScript.HAN, UnicodeScript.BOPOMOFO);
      case "ja" -> Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA);
      case "ko" -> Set.of(UnicodeScript.HANGUL);
      case "ru", "uk", "bg", "sr", "be", "mk", "kk" -> Set.of(UnicodeScript.CYRILLIC);
      case "ar", "fa", "ur" -> Set.of(UnicodeScript.ARABIC);
      case "hi", "mr", "ne" -> Set.of(UnicodeScript.DEVANAGARI);
      case "th" -> Set.of(UnicodeScript.THAI);
      case "el" -> Set.of(UnicodeScript.GREEK);
      case "he" -> Set.of(UnicodeScript.HEBREW);
      case "bn" -> Set.of(UnicodeScript.BENGALI);
      case "ta" -> Set.of(UnicodeScript.TAMIL);
      default -> Set.of(UnicodeScript.LATIN);
    };
  }
}
