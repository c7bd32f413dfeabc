package dev.sluice.moderation.lexicon;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** For texts as they are read aloud: each character is the letters of its usual reading. */
final class ReadFolding implements Folding {

  private final ShadowTable table = ShadowTable.get();
  private final Folding written;

  ReadFolding(Folding written) {
    this.written = written;
  }

  @Override
  public int fold(int codePoint) {
    int shade = written.fold(codePoint);
    if (shade < 0) {
      return shade;
    }
    List<String> readings = table.readings(Shade.number(shade));
    if (readings.isEmpty()) {
      return shade;
    }
    int[] letters = spoken(readings.get(0)).toArray();
    return letters.length == 1 ? letters[0] : SEVERAL;
  }

  @Override
  public int[] several(int codePoint) {
    int shade = written.fold(codePoint);
    return (shade == SEVERAL ? Arrays.stream(written.several(codePoint)) : IntStream.of(shade))
        .flatMap(this::letters)
        .toArray();
  }

  private IntStream letters(int shade) {
    return table.readings(Shade.number(shade)).stream()
        .findFirst()
        .map(ReadFolding::spoken)
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
