package dev.sluice.moderation.lexicon;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What every code point is to one lane: one of its symbols with marks, several, or nothing. Symbols
 * that occur in none of its words are all 0. Safe for all threads.
 */
final class Shadow {

  static final int DROPPED = Folding.DROPPED;
  static final int SKIPPED = Folding.SKIPPED;

  private static final int BASIC = Character.MAX_VALUE + 1;

  private final CodePoints codes;

  /** Those of the basic plane once more, in one piece: nearly every character takes one look. */
  private final int[] basic = new int[BASIC];

  private final int[][] sequences;

  Shadow(Folding folding, Alphabet alphabet) {
    Map<List<Integer>, Integer> known = new HashMap<>();
    List<int[]> all = new ArrayList<>();
    codes =
        CodePoints.of(
            codePoint -> {
              int fold = folding.fold(codePoint);
              if (fold == Folding.SEVERAL) {
                return sequence(folding.several(codePoint), alphabet, known, all);
              }
              return fold < 0 ? fold : alphabet.shade(fold);
            });
    sequences = all.toArray(int[][]::new);
    Arrays.setAll(basic, codes::get);
  }

  private static int sequence(
      int[] shades, Alphabet alphabet, Map<List<Integer>, Integer> known, List<int[]> all) {
    int[] sequence = Arrays.stream(shades).map(alphabet::shade).toArray();
    return known.computeIfAbsent(
        Arrays.stream(sequence).boxed().toList(),
        key -> {
          all.add(sequence);
          return Folding.SEVERAL - (all.size() - 1);
        });
  }

  /** A shade if not negative; {@link #DROPPED}, {@link #SKIPPED}, or a {@link #sequence}. */
  int code(int codePoint) {
    return codePoint < BASIC ? basic[codePoint] : codes.get(codePoint);
  }

  int[] sequence(int code) {
    return sequences[Folding.SEVERAL - code];
  }
}
