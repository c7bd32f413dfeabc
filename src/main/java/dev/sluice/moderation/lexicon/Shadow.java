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

  static final int DROPPED = -1;
  static final int SKIPPED = -2;
  private static final int FIRST_SEQUENCE = -3;

  private final CodePoints codes;
  private final int[][] sequences;

  Shadow(Folding folding, Alphabet alphabet) {
    Map<List<Integer>, Integer> known = new HashMap<>();
    List<int[]> all = new ArrayList<>();
    codes =
        CodePoints.of(
            codePoint -> {
              int[] shades = folding.fold(codePoint);
              if (shades.length == 0) {
                return shades == Folding.SKIPPED ? SKIPPED : DROPPED;
              }
              int[] sequence = Arrays.stream(shades).map(alphabet::shade).toArray();
              return sequence.length == 1 ? sequence[0] : sequence(sequence, known, all);
            });
    sequences = all.toArray(int[][]::new);
  }

  private static int sequence(int[] shades, Map<List<Integer>, Integer> known, List<int[]> all) {
    return known.computeIfAbsent(
        Arrays.stream(shades).boxed().toList(),
        key -> {
          all.add(shades);
          return FIRST_SEQUENCE - (all.size() - 1);
        });
  }

  /** A shade if not negative; {@link #DROPPED}, {@link #SKIPPED}, or a {@link #sequence}. */
  int code(int codePoint) {
    return codes.get(codePoint);
  }

  int[] sequence(int code) {
    return sequences[FIRST_SEQUENCE - code];
  }
}
