package bench.lexicon;

import dev.sluice.model.Category;
import dev.sluice.moderation.lexicon.Entry;
import dev.sluice.moderation.lexicon.Entry.Mode;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A word list and texts without meaning: characters of a text as often as they occur in it, or, of
 * no text, the 3,755 of GB 2312's first level as often as Zipf's law has it. Words are 2 to 16 long,
 * half of them at most 3, one in a hundred above 10.
 */
final class Words {

  static final int COUNT = 60_000;
  private static final int[] LENGTHS = {2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 6, 7, 8};

  private final int[] characters;
  private final double[] upTo;
  private final Random random;

  private Words(Map<Integer, Double> weights, long seed) {
    characters = weights.keySet().stream().mapToInt(Integer::intValue).toArray();
    upTo = weights.values().stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.parallelPrefix(upTo, Double::sum);
    random = new Random(seed);
  }

  /** Weighs characters as a text has them; of an empty text, by rank. */
  static Words like(String text, long seed) {
    Map<Integer, Double> weights =
        text.codePoints()
            .filter(it -> it >= 0x4E00 && it <= 0x9FFF)
            .boxed()
            .collect(Collectors.toMap(it -> it, it -> 1.0, Double::sum, TreeMap::new));
    return new Words(weights.isEmpty() ? byRank() : weights, seed);
  }

  private static Map<Integer, Double> byRank() {
    int[] common =
        IntStream.range(0, 40 * 94 - 5)
            .mapToObj(i -> new byte[] {(byte) (0xB0 + i / 94), (byte) (0xA1 + i % 94)})
            .mapToInt(bytes -> new String(bytes, Charset.forName("GB2312")).codePointAt(0))
            .toArray();
    Random ranks = new Random(1);
    Map<Integer, Double> weights = new TreeMap<>();
    for (int i = 0; i < common.length; i++) {
      weights.put(common[i], 1.0 / (20 + ranks.nextInt(common.length)));
    }
    return weights;
  }

  List<Entry> entries(Set<Mode> modes) {
    Set<String> words = new LinkedHashSet<>();
    while (words.size() < COUNT) {
      words.add(word());
    }
    return words.stream()
        .map(it -> new Entry(it, Category.CUSTOM, it, Optional.empty(), modes, List.of(), false))
        .toList();
  }

  private String word() {
    int length = random.nextInt(100) == 0 ? 10 + random.nextInt(7) : LENGTHS[random.nextInt(LENGTHS.length)];
    return run(length);
  }

  private String run(int length) {
    StringBuilder run = new StringBuilder();
    for (int i = 0; i < length; i++) {
      int at = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
      run.appendCodePoint(characters[at < 0 ? -at - 1 : at]);
    }
    return run.toString();
  }

  /** Clauses of 4 to 18 characters between marks. */
  String text(int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(run(4 + random.nextInt(15))).append(random.nextInt(4) == 0 ? "。\n" : "，");
    }
    return text.substring(0, length);
  }
}
