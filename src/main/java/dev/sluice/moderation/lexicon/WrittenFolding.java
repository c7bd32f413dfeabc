package dev.sluice.moderation.lexicon;

import dev.sluice.moderation.lexicon.Entry.Mode;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/** For texts as they are written. */
final class WrittenFolding implements Folding {

  private final ShadowTable table = ShadowTable.get();
  private final boolean folded;
  private final boolean simplified;
  private final boolean gaps;

  WrittenFolding(Set<Mode> modes) {
    folded = modes.contains(Mode.FOLD);
    simplified = modes.contains(Mode.TRADITIONAL);
    gaps = modes.contains(Mode.GAPS);
  }

  @Override
  public int fold(int codePoint) {
    if (!folded || !table.folds(codePoint)) {
      return shade(codePoint);
    }
    int[] letters = table.fold(codePoint);
    if (letters.length == 0) {
      return DROPPED;
    }
    int[] shades = letters.length == 1 ? new int[] {shade(letters[0])} : several(codePoint);
    return switch (shades.length) {
      case 0 -> SKIPPED;
      case 1 -> shades[0];
      default -> SEVERAL;
    };
  }

  @Override
  public int[] several(int codePoint) {
    return letters(codePoint).map(this::shade).filter(it -> it >= 0).toArray();
  }

  private IntStream letters(int codePoint) {
    return folded ? Arrays.stream(table.fold(codePoint)) : IntStream.of(codePoint);
  }

  private int shade(int letter) {
    int plain = simplified ? table.simplify(letter) : letter;
    return switch (table.kind(plain)) {
      case ALPHABETIC -> plain | Shade.ALPHABETIC;
      case LETTER -> plain;
      default -> gaps ? SKIPPED : plain;
    };
  }
}
