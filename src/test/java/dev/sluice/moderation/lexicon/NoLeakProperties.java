package dev.sluice.moderation.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.moderation.lexicon.Entry.Mode;
import dev.sluice.moderation.lexicon.Scan.Hit;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Nothing of a listed word gets out, however it is hidden and wherever it is cut. {@link Scan}
 * itself fails when a hit begins before a point that was safe.
 */
class NoLeakProperties {

  private static final List<String> WORDS = words();
  private static final Lexicon STRUCTURAL = lexicon(Entries.STRUCTURAL);
  private static final Lexicon ALL = lexicon(Entries.ALL);
  private static final Map<Mode, Lexicon> ALONE =
      Arrays.stream(Mode.values())
          .collect(Collectors.toMap(mode -> mode, mode -> lexicon(Set.of(mode))));
  private static final Lexicon WHOLE =
      LexiconCompiler.compile(
          "1", WORDS.stream().map(it -> Entries.whole(it, Entries.STRUCTURAL)).toList());

  private static List<String> words() {
    Random random = new Random(7);
    Set<String> words = new LinkedHashSet<>();
    while (words.size() < 500) {
      words.add(Texts.word(random));
    }
    return List.copyOf(words);
  }

  private static Lexicon lexicon(Set<Mode> modes) {
    return LexiconCompiler.compile(
        "1", WORDS.stream().map(it -> Entries.entry(it, modes)).toList());
  }

  @Property(tries = 20_000)
  void shouldHoldEveryWord_whenItIsHiddenAsItsModesClaim(
      @ForAll @IntRange(max = 499) int index,
      @ForAll Obfuscation obfuscation,
      @ForAll @IntRange(min = 1, max = 9) int longest,
      @ForAll long seed) {
    Random random = new Random(seed);
    String word = WORDS.get(index);
    String before = Texts.benign(12, random);
    String hidden = obfuscation.hide(word, random);
    String text = before + hidden + Texts.benign(12, random);
    List<String> pieces =
        random.nextBoolean()
            ? Pieces.units(text, longest, random)
            : Pieces.bytes(text, longest, random);

    for (Lexicon lexicon : List.of(STRUCTURAL, ALL, ALONE.get(obfuscation.mode))) {
      assertThat(Scan.of(lexicon, pieces).hits())
          .contains(new Hit(word, before.length(), before.length() + hidden.length()));
    }
  }

  @Property(tries = 5_000)
  void shouldHoldEveryWordOfThreeSyllables_whenItIsSpelledAsItSounds(
      @ForAll @IntRange(max = 499) int index, @ForAll Spelling spelling, @ForAll long seed) {
    Random random = new Random(seed);
    String word = WORDS.get(index);
    Assume.that(word.codePointAt(0) > 'z' && word.codePointCount(0, word.length()) >= 3);
    String hidden = spelling.spell(word, random);

    for (Lexicon lexicon : List.of(ALL, ALONE.get(Mode.PINYIN))) {
      Scan scan = Scan.of(lexicon, Pieces.units("今天" + hidden + "，天气", 3, random));
      assertThat(scan.hits()).contains(new Hit(word, 2, 2 + hidden.length()));
    }
  }

  @Property(tries = 5_000)
  void shouldReleaseWhatIsBeforeAWord_whenTheWordHasBegun(
      @ForAll @IntRange(max = 499) int index, @ForAll Obfuscation obfuscation, @ForAll long seed) {
    Random random = new Random(seed);
    String before = Texts.benign(40, random);
    String hidden = obfuscation.hide(WORDS.get(index), random);

    Scan scan = Scan.open(STRUCTURAL, Pieces.units(before + hidden, 3, random));
    int within = scan.safe();
    scan.feed("的天");

    assertThat(within).isGreaterThanOrEqualTo(before.length());
    assertThat(scan.safe()).isEqualTo(before.length() + hidden.length() + 2);
  }

  @Property(tries = 5_000)
  void shouldReleaseEverything_whenTheTextIsBenign(@ForAll long seed) {
    Random random = new Random(seed);
    String text = Texts.benign(200, random);

    for (Lexicon lexicon : List.of(STRUCTURAL, WHOLE)) {
      assertThat(Scan.open(lexicon, Pieces.bytes(text, 5, random)).safe()).isEqualTo(text.length());
      assertThat(Scan.hits(lexicon, text)).isEmpty();
    }
    assertThat(Scan.of(ALL, Pieces.bytes(text, 5, random)).hits()).isEmpty();
  }

  @Property(tries = 5_000)
  void shouldFindTheSame_whateverThePieces(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder mixed = new StringBuilder();
    for (int i = random.nextInt(8); i >= 0; i--) {
      mixed.append(Texts.benign(3, random));
      Obfuscation way = Obfuscation.values()[random.nextInt(Obfuscation.values().length)];
      mixed.append(way.hide(WORDS.get(random.nextInt(WORDS.size())), random));
    }
    String text = mixed.toString();

    for (Lexicon lexicon : List.of(STRUCTURAL, ALL, WHOLE)) {
      Scan whole = Scan.of(lexicon, List.of(text));
      Scan cut = Scan.of(lexicon, Pieces.units(text, 4, random));
      Scan single = Scan.of(lexicon, Pieces.single(text));
      assertThat(cut.hits()).isEqualTo(whole.hits()).isEqualTo(single.hits());
      assertThat(single.safePoints()).contains(0).containsAll(cut.safePoints());
      assertThat(Scan.ofCopies(lexicon, Pieces.units(text, 4, random)).hits())
          .isEqualTo(whole.hits());
    }
  }

  @Property(tries = 5_000)
  void shouldSurvive_whateverTheTextIs(@ForAll String text, @ForAll long seed) {
    Scan scan = Scan.of(ALL, Pieces.units(text, 5, new Random(seed)));

    assertThat(scan.hits()).isEqualTo(Scan.hits(ALL, text));
  }
}
