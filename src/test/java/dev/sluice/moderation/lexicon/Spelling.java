package dev.sluice.moderation.lexicon;

import com.ibm.icu.text.Transliterator;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** A way to write characters by their sound; the sounds are ICU's, not those of our table. */
enum Spelling {
  ALL_PINYIN((character, random) -> pinyin(character)),
  MIXED((character, random) -> random.nextBoolean() ? pinyin(character) : character),
  APART((character, random) -> pinyin(character) + (random.nextBoolean() ? " " : "'")),
  TONES((character, random) -> toned(character)),
  CAPITALS((character, random) -> pinyin(character).toUpperCase()),
  HOMOPHONES((character, random) -> homophone(character, random));

  private static final Transliterator SIMPLIFIED =
      Transliterator.getInstance("Traditional-Simplified");
  private static final Transliterator TONED = Transliterator.getInstance("Han-Latin");
  private static final Transliterator TONELESS =
      Transliterator.getInstance("Han-Latin; NFD; [:M:] Remove");

  private final BiFunction<String, Random, String> spell;

  Spelling(BiFunction<String, Random, String> spell) {
    this.spell = spell;
  }

  String spell(String word, Random random) {
    return word.codePoints()
        .mapToObj(it -> spell.apply(Character.toString(it), random))
        .collect(Collectors.joining())
        .replaceAll("[ ']$", "");
  }

  private static String toned(String character) {
    return TONED.transliterate(character).strip();
  }

  private static String pinyin(String character) {
    return TONELESS.transliterate(character).strip();
  }

  /** A simplified character, of some hundred from a random one on, that sounds alike; or itself. */
  private static String homophone(String character, Random random) {
    String sound = toned(character);
    int from = 0x4E00 + random.nextInt(0x4000);
    for (int codePoint = from; codePoint < from + 400; codePoint++) {
      String other = Character.toString(codePoint);
      if (SIMPLIFIED.transliterate(other).equals(other) && toned(other).equals(sound)) {
        return other;
      }
    }
    return character;
  }
}
