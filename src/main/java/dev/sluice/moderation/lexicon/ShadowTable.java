package dev.sluice.moderation.lexicon;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is known of code points: their kind, the letters they stand for, their simplified form and
 * how they are read. Made from Unicode's data by {@code ShadowTableGenerator}; see {@code
 * docs/lexicon.md}.
 */
final class ShadowTable {

  static final String RESOURCE = "/lexicon/shadow.bin";

  private static final int[] NONE = {};

  private final CodePoints kinds;
  private final CodePoints foldAt;
  private final int[][] folds;
  private final CodePoints simplified;
  private final CodePoints readingsAt;
  private final List<List<String>> readings;

  private ShadowTable(DataInputStream in) throws IOException {
    kinds = kinds(in);
    int[] folding = new int[in.readInt()];
    folds = new int[folding.length + 1][];
    folds[0] = NONE;
    for (int i = 0; i < folding.length; i++) {
      folding[i] = in.readInt();
      folds[i + 1] = in.readUTF().codePoints().toArray();
    }
    foldAt = indexOf(folding);
    simplified = simplified(in);
    List<String> syllables = IntStream.range(0, in.readInt()).mapToObj(i -> utf(in)).toList();
    int[] read = new int[in.readInt()];
    @SuppressWarnings({"unchecked", "rawtypes"})
    List<String>[] found = new List[read.length + 1];
    found[0] = List.of();
    for (int i = 0; i < read.length; i++) {
      read[i] = in.readInt();
      found[i + 1] = readings(in, syllables);
    }
    readingsAt = indexOf(read);
    readings = List.of(found);
  }

  private static CodePoints kinds(DataInputStream in) throws IOException {
    byte[] kinds = new byte[Character.MAX_CODE_POINT + 1];
    int from = 0;
    for (int runs = in.readInt(); runs > 0; runs--) {
      int to = in.readInt();
      Arrays.fill(kinds, from, to, in.readByte());
      from = to;
    }
    return CodePoints.of(codePoint -> kinds[codePoint]);
  }

  private static CodePoints simplified(DataInputStream in) throws IOException {
    int[] simple = IntStream.rangeClosed(0, Character.MAX_CODE_POINT).toArray();
    for (int pairs = in.readInt(); pairs > 0; pairs--) {
      simple[in.readInt()] = in.readInt();
    }
    return CodePoints.of(codePoint -> simple[codePoint]);
  }

  private static List<String> readings(DataInputStream in, List<String> syllables)
      throws IOException {
    String[] readings = new String[in.readByte()];
    for (int i = 0; i < readings.length; i++) {
      readings[i] = syllables.get(in.readShort());
    }
    return List.of(readings);
  }

  /** The index of each in the list, from 1; 0 for all others. */
  private static CodePoints indexOf(int[] codePoints) {
    int[] index = new int[Character.MAX_CODE_POINT + 1];
    for (int i = 0; i < codePoints.length; i++) {
      index[codePoints[i]] = i + 1;
    }
    return CodePoints.of(codePoint -> index[codePoint]);
  }

  private static String utf(DataInputStream in) {
    try {
      return in.readUTF();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The one table there is. */
  static ShadowTable get() {
    return Loaded.TABLE;
  }

  Kind kind(int codePoint) {
    return Kind.of(kinds.get(codePoint));
  }

  /** Whether it stands for something else. */
  boolean folds(int codePoint) {
    return foldAt.get(codePoint) != 0;
  }

  /** The letters or symbols it stands for, itself if it stands for itself; none if not seen. */
  int[] fold(int codePoint) {
    int at = foldAt.get(codePoint);
    return at == 0 ? new int[] {codePoint} : folds[at];
  }

  /** The simplified form of a traditional character, the character of a radical, else itself. */
  int simplify(int codePoint) {
    return simplified.get(codePoint);
  }

  /** How a simplified character is read, without tones, the most usual first; ü is v. */
  List<String> readings(int codePoint) {
    return readings.get(readingsAt.get(codePoint));
  }

  /** Loads at first use. */
  private static final class Loaded {
    private static final ShadowTable TABLE = load();

    private static ShadowTable load() {
      try (InputStream in = ShadowTable.class.getResourceAsStream(RESOURCE)) {
        return new ShadowTable(new DataInputStream(new BufferedInputStream(in)));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
