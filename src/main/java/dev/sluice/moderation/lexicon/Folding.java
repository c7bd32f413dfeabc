package dev.sluice.moderation.lexicon;

import dev.sluice.moderation.lexicon.Entry.Mode;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/** What code points look like in the shadow that some modes cast. Safe for all threads. */
interface Folding {

  /** Not there at all. Compared by identity. */
  int[] DROPPED = {};

  /** There, but a word may go on behind it. Compared by identity. */
  int[] SKIPPED = {};

  /** Symbols, see {@link Shade}, or {@link #DROPPED}, or {@link #SKIPPED}. */
  int[] fold(int codePoint);

  /** All of a text, without what is dropped and skipped. */
  default int[] fold(String text) {
    return text.codePoints().flatMap(it -> Arrays.stream(fold(it))).toArray();
  }

  /** For texts as they are written. */
  static Folding written(Set<Mode> modes) {
    ShadowTable table = ShadowTable.get();
    boolean folded = modes.contains(Mode.FOLD);
    boolean simplified = modes.contains(Mode.TRADITIONAL);
    boolean gaps = modes.contains(Mode.GAPS);
    return codePoint -> {
      int[] letters = folded ? table.fold(codePoint) : new int[] {codePoint};
      if (letters.length == 0) {
        return DROPPED;
      }
      int[] shades =
          Arrays.stream(letters)
              .map(it -> simplified ? table.simplify(it) : it)
              .filter(it -> !gaps || lettered(table.kind(it)))
              .map(it -> table.kind(it) == Kind.ALPHABETIC ? it | Shade.ALPHABETIC : it)
              .toArray();
      return shades.length == 0 ? SKIPPED : shades;
    };
  }

  private static boolean lettered(Kind kind) {
    return kind == Kind.LETTER || kind == Kind.ALPHABETIC;
  }

  /** For texts as they are read aloud: each character is the letters of its usual reading. */
  static Folding read(Folding written) {
    ShadowTable table = ShadowTable.get();
    return codePoint -> {
      int[] shades = written.fold(codePoint);
      return shades.length == 0
          ? shades
          : Arrays.stream(shades).flatMap(it -> reading(table, it)).toArray();
    };
  }

  private static IntStream reading(ShadowTable table, int shade) {
    return table.readings(Shade.number(shade)).stream()
        .findFirst()
        .map(Folding::spoken)
        .orElse(IntStream.of(shade));
  }

  /** The letters of one reading. */
  static IntStream spoken(String reading) {
    int last = reading.length() - 1;
    return IntStream.rangeClosed(0, last)
        .map(
            i ->
                reading.charAt(i)
                    | Shade.SPOKEN
                    | (i == 0 ? Shade.FIRST : 0)
                    | (i == last ? Shade.LAST : 0));
  }
}
