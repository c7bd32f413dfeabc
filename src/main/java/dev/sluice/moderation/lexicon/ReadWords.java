package dev.sluice.moderation.lexicon;

import dev.sluice.moderation.lexicon.Entry.Mode;
import dev.sluice.moderation.lexicon.Lane.Sought;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How an entry is looked for as it is read: every reading of its characters, in letters. A text's
 * characters are taken in their usual reading; letters in a text stand for themselves.
 */
final class ReadWords {

  static final Folding WRITTEN = new WrittenFolding(Set.of(Mode.FOLD, Mode.TRADITIONAL, Mode.GAPS));
  static final Folding FOLDING = new ReadFolding(WRITTEN);

  private static final int LEAST_SYLLABLES = 3;
  private static final int MOST_READINGS = 16;

  private ReadWords() {}

  /** None for words that are not all characters, and of fewer than three. */
  static List<Sought> of(Entry entry) {
    int[] word = WRITTEN.fold(entry.word());
    boolean readable = Arrays.stream(word).noneMatch(it -> readings(it).isEmpty());
    if (word.length < LEAST_SYLLABLES || !readable) {
      return List.of();
    }
    List<Sought> sought = new ArrayList<>();
    for (int[] reading : combinations(word)) {
      if (reading.length <= Pattern.MAX_READING) {
        sought.add(sought(entry, reading, false));
      }
    }
    for (String phrase : entry.allowed()) {
      int[] written = WRITTEN.fold(phrase);
      if (written.length > 0) {
        combinations(written).forEach(reading -> sought.add(sought(entry, reading, true)));
      }
    }
    return sought;
  }

  private static List<String> readings(int shade) {
    return ShadowTable.get().readings(Shade.number(shade));
  }

  /** The usual readings first; of very many, the first ones. */
  private static List<int[]> combinations(int[] characters) {
    List<int[]> all = List.of(new int[0]);
    for (int character : characters) {
      List<int[]> longer = new ArrayList<>();
      for (int[] reading : variants(character)) {
        for (int[] before : all) {
          longer.add(IntStream.concat(Arrays.stream(before), Arrays.stream(reading)).toArray());
        }
      }
      all = longer.subList(0, Math.min(longer.size(), MOST_READINGS));
    }
    return all;
  }

  private static List<int[]> variants(int shade) {
    List<String> readings = readings(shade);
    return readings.isEmpty()
        ? List.of(new int[] {shade})
        : readings.stream().map(it -> ReadFolding.spoken(it).toArray()).toList();
  }

  private static Sought sought(Entry entry, int[] reading, boolean phrase) {
    return new Sought(
        new Pattern(entry, phrase, reading.length, true, syllables(reading)), reading);
  }

  private static long syllables(int[] reading) {
    long syllables = 0;
    for (int i = 0; i < Math.min(reading.length, Pattern.MAX_READING); i++) {
      if (Shade.has(reading[i], Shade.FIRST)) {
        syllables |= 1L << i;
      }
    }
    return syllables;
  }
}
