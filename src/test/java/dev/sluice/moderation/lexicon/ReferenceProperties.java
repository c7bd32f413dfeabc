package dev.sluice.moderation.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Category;
import dev.sluice.moderation.lexicon.Entry.Mode;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Finds what a matcher finds that has all the text and all the time, and nothing else. */
class ReferenceProperties {

  private static final List<Mode> STRUCTURAL = List.copyOf(Entries.STRUCTURAL);

  /** Making a lexicon takes longer than many short texts. */
  private static final int TEXTS = 200;

  @Property(tries = 300)
  void shouldAgreeWithTheNaiveMatcher(@ForAll long seed) {
    Random random = new Random(seed);
    List<Entry> entries =
        IntStream.rangeClosed(0, random.nextInt(6)).mapToObj(i -> entry(i, random)).toList();
    Lexicon lexicon = LexiconCompiler.compile("1", entries);

    for (int i = 0; i < TEXTS; i++) {
      String text = text(NaiveLexicon.CHARACTERS, 30, random);
      assertThat(Scan.of(lexicon, Pieces.units(text, 3, random)).hits())
          .isEqualTo(new NaiveLexicon(entries).hits(text));
    }
  }

  /** What is safe may go out although more is to come: no continuation makes a hit of it. */
  @Property(tries = 300)
  void shouldKeepItsWord_whateverFollows(@ForAll long seed) {
    Random random = new Random(seed);
    List<Entry> entries =
        IntStream.rangeClosed(0, random.nextInt(4)).mapToObj(i -> entry(i, random)).toList();
    Lexicon lexicon = LexiconCompiler.compile("1", entries);

    for (int i = 0; i < TEXTS; i++) {
      String text = text(NaiveLexicon.CHARACTERS, 12, random);
      Scan open = Scan.open(lexicon, List.of(text));
      String whole = text + text(NaiveLexicon.CHARACTERS, 8, random);
      assertThat(new NaiveLexicon(entries).hits(whole))
          .allMatch(hit -> hit.start() >= open.safe() || open.hits().contains(hit));
    }
  }

  private static Entry entry(int id, Random random) {
    Set<Mode> modes =
        STRUCTURAL.stream()
            .filter(mode -> random.nextBoolean())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Mode.class)));
    String word = word(3, random);
    List<String> phrases =
        Stream.generate(
                () -> word(2, random) + word + (random.nextBoolean() ? word(2, random) : ""))
            .limit(random.nextInt(3))
            .toList();
    return new Entry(
        "e" + id, Category.CUSTOM, word, Optional.empty(), modes, phrases, random.nextBoolean());
  }

  private static String word(int longest, Random random) {
    return text("abA赌賭", longest - 1, random) + pick("ab赌", random);
  }

  private static String text(String characters, int longest, Random random) {
    return Stream.generate(() -> pick(characters, random))
        .limit(longest == 0 ? 0 : random.nextInt(longest + 1))
        .collect(Collectors.joining());
  }

  private static String pick(String characters, Random random) {
    return String.valueOf(characters.charAt(random.nextInt(characters.length())));
  }
}
