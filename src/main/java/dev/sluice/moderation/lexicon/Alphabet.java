package dev.sluice.moderation.lexicon;

import java.util.List;
import java.util.stream.IntStream;

/** The symbols that a lane's words are written with, the most frequent first. */
final class Alphabet {

  private final int[] numbers = new int[Character.MAX_CODE_POINT + 1];
  private final int size;

  Alphabet(List<int[]> words) {
    int[] frequencies = new int[numbers.length];
    for (int[] word : words) {
      for (int shade : word) {
        frequencies[Shade.number(shade)]++;
      }
    }
    int[] ranked =
        IntStream.range(0, frequencies.length)
            .filter(it -> frequencies[it] > 0)
            .boxed()
            .sorted((one, other) -> frequencies[other] - frequencies[one])
            .mapToInt(Integer::intValue)
            .toArray();
    for (int rank = 0; rank < ranked.length; rank++) {
      numbers[ranked[rank]] = rank + 1;
    }
    size = ranked.length;
  }

  int size() {
    return size;
  }

  /** With its dense number instead of its code point, 0 where no word has it. */
  int shade(int shade) {
    return Shade.marks(shade) | number(shade);
  }

  int number(int shade) {
    return numbers[Shade.number(shade)];
  }
}
