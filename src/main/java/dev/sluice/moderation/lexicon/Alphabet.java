package dev.sluice.moderation.lexicon;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The symbols that a lane's words are written with, the most frequent first. */
final class Alphabet {

  private final Map<Integer, Integer> numbers;

  Alphabet(List<int[]> words) {
    Map<Integer, Long> frequencies =
        words.stream()
            .flatMapToInt(Arrays::stream)
            .map(Shade::number)
            .boxed()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    List<Integer> ranked =
        frequencies.entrySet().stream()
            .sorted(
                Map.Entry.<Integer, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey)
            .toList();
    numbers =
        IntStream.range(0, ranked.size())
            .boxed()
            .collect(Collectors.toMap(ranked::get, i -> i + 1));
  }

  int size() {
    return numbers.size();
  }

  /** With its dense number instead of its code point, 0 where no word has it. */
  int shade(int shade) {
    return Shade.marks(shade) | number(shade);
  }

  int number(int shade) {
    return numbers.getOrDefault(Shade.number(shade), 0);
  }
}
