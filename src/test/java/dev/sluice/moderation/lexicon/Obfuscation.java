package dev.sluice.moderation.lexicon;

import com.ibm.icu.text.Transliterator;
import dev.sluice.moderation.lexicon.Entry.Mode;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** A way to hide a word that a mode claims to see through; of Unicode's data, not of our table. */
enum Obfuscation {
  PLAIN(Mode.FOLD, (word, random) -> word),
  CAPITALS(Mode.FOLD, (word, random) -> word.toUpperCase()),
  FULL_WIDTH(Mode.FOLD, letters(it -> it - 'a' + 'ａ')),
  CIRCLED(Mode.FOLD, letters(it -> it - 'a' + 'ⓐ')),
  MATH(Mode.FOLD, letters(it -> it - 'a' + 0x1D41A)),
  SQUARED(Mode.FOLD, letters(it -> it - 'a' + 0x1F170)),
  REGIONAL(Mode.FOLD, letters(it -> it - 'a' + 0x1F1E6)),
  CYRILLIC(Mode.FOLD, letters(it -> swap(it, "aceopxy", "асеорху"))),
  GREEK(Mode.FOLD, letters(it -> swap(it, "aeiokptx", "ΑΕΙΟΚΡΤΧ"))),
  ACCENTS(Mode.FOLD, letters(it -> swap(it, "aeioucn", "áèîöūçñ"))),
  IGNORABLES(Mode.FOLD, between(4, "\u200b", "\u200d", "\u00ad", "\ufe0f", "\u2060", "\u2063")),
  TAGS(Mode.FOLD, between(3, "\udb40\udc41", "\udb40\udd00", "\u2800", "\u3164", "\u202e")),
  STRUCK_THROUGH(Mode.FOLD, between(2, "\u0336", "\u20e0", "\u0301")),
  TRADITIONAL(Mode.TRADITIONAL, new Traditional()),
  KANGXI(Mode.TRADITIONAL, letters(it -> swap(it, "人大口女心手日月水火马青民", "⼈⼤⼝⼥⼼⼿⽇⽉⽔⽕⻢⻘⺠"))),
  SPACES(Mode.GAPS, between(LaneScan.MOST_SKIPPED, " ", "\u3000", "\t", "\u00a0")),
  LINES(Mode.GAPS, between(4, "\n", "\r\n")),
  SYMBOLS(Mode.GAPS, between(LaneScan.MOST_SKIPPED, "*", "-", "，", "。", "《", "|", "~", "★")),
  EMOJI(Mode.GAPS, between(4, "😀", "🍠", "❤\ufe0f", "👨\u200d👩"));

  final Mode mode;
  private final BiFunction<String, Random, String> hide;

  Obfuscation(Mode mode, BiFunction<String, Random, String> hide) {
    this.mode = mode;
    this.hide = hide;
  }

  String hide(String word, Random random) {
    return hide.apply(word, random);
  }

  private interface Letter {
    int written(int letter);
  }

  /** Small Latin letters and Han alike are asked; what is no small letter comes back as it was. */
  private static BiFunction<String, Random, String> letters(Letter letter) {
    return (word, random) ->
        word.codePoints()
            .map(it -> it >= 'a' && it <= 'z' || it > 0x2E7F ? written(letter, it) : it)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
  }

  private static int written(Letter letter, int codePoint) {
    int written = letter.written(codePoint);
    boolean arithmeticOnHan = codePoint > 'z' && written - codePoint != 0 && !radical(written);
    return arithmeticOnHan ? codePoint : written;
  }

  private static boolean radical(int codePoint) {
    return codePoint >= 0x2E80 && codePoint <= 0x2FD5;
  }

  private static int swap(int letter, String from, String to) {
    int at = from.indexOf(letter);
    return at < 0 ? letter : to.charAt(at);
  }

  private static BiFunction<String, Random, String> between(int most, String... fillers) {
    return (word, random) -> {
      int[] letters = word.codePoints().toArray();
      StringBuilder hidden = new StringBuilder().appendCodePoint(letters[0]);
      for (int i = 1; i < letters.length; i++) {
        for (int left = most; left > 0; left -= 2) {
          String filler = fillers[random.nextInt(fillers.length)];
          if (filler.codePointCount(0, filler.length()) <= left && random.nextBoolean()) {
            hidden.append(filler);
          }
        }
        hidden.appendCodePoint(letters[i]);
      }
      return hidden.toString();
    };
  }

  /** Each character's own traditional form, where ICU knows one that leads back. */
  private static final class Traditional implements BiFunction<String, Random, String> {
    private final Transliterator there = Transliterator.getInstance("Simplified-Traditional");
    private final Transliterator back = Transliterator.getInstance("Traditional-Simplified");

    @Override
    public String apply(String word, Random random) {
      return word.codePoints()
          .mapToObj(Character::toString)
          .map(
              it -> {
                String traditional = there.transliterate(it);
                return back.transliterate(traditional).equals(it) ? traditional : it;
              })
          .collect(Collectors.joining());
    }
  }
}
