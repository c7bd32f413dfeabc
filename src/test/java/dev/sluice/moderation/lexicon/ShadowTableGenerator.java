package dev.sluice.moderation.lexicon;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.Transliterator;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes the table that {@link ShadowTable} reads, from ICU's data and three short lists of ours
 * beside it: radicals, look-alike letters, and characters with several readings. Argument: the file
 * to write.
 */
final class ShadowTableGenerator {

  private static final int ALL = Character.MAX_CODE_POINT + 1;
  private static final int HANGUL_FIRST = 0xAC00;
  private static final int HANGUL_LAST = 0xD7A3;
  private static final int BRAILLE_BLANK = 0x2800;

  /** Letters that Unicode does not decompose, known by their names. */
  private static final List<Pattern> NAMED =
      List.of(
          Pattern.compile("LATIN LETTER SMALL CAPITAL ([A-Z])"),
          Pattern.compile("LATIN (?:SMALL|CAPITAL) LETTER ([A-Z]) WITH .*"),
          Pattern.compile("LATIN (?:SMALL|CAPITAL) LETTER (?:SCRIPT|DOTLESS) ([A-Z])"),
          Pattern.compile("(?:NEGATIVE )?SQUARED LATIN CAPITAL LETTER ([A-Z])"),
          Pattern.compile("(?:CROSSED )?NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL LETTER ([A-Z])"),
          Pattern.compile("REGIONAL INDICATOR SYMBOL LETTER ([A-Z])"));

  private static final List<String> DIGITS =
      List.of("ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE");

  private static final Pattern NAMED_DIGIT =
      Pattern.compile(
          "(?:DINGBAT )?(?:NEGATIVE CIRCLED|CIRCLED SANS-SERIF|NEGATIVE CIRCLED SANS-SERIF|DOUBLE"
              + " CIRCLED) DIGIT ([A-Z]+)");

  private final Normalizer2 nfkd = Normalizer2.getNFKDInstance();
  private final Transliterator simplify = Transliterator.getInstance("Traditional-Simplified");
  private final Transliterator read = Transliterator.getInstance("Han-Latin; NFD");
  private final Map<Integer, String> radicals = pairs("radicals.txt");
  private final Map<Integer, String> lookAlikes = pairs("look-alikes.txt");
  private final Map<Integer, String> polyphones = pairs("polyphones.txt");

  public static void main(String[] arguments) throws IOException {
    try (OutputStream file = Files.newOutputStream(Path.of(arguments[0]))) {
      new ShadowTableGenerator().write(file);
    }
  }

  void write(OutputStream to) throws IOException {
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(to));
    writeKinds(out);
    writeFolds(out);
    writeSimplified(out);
    writeReadings(out);
    out.flush();
  }

  private void writeKinds(DataOutputStream out) throws IOException {
    TreeMap<Integer, Kind> runs = new TreeMap<>();
    for (int from = 0; from < ALL; ) {
      Kind kind = kind(from);
      int to = from;
      while (to < ALL && kind(to) == kind) {
        to++;
      }
      runs.put(to, kind);
      from = to;
    }
    out.writeInt(runs.size());
    for (Map.Entry<Integer, Kind> run : runs.entrySet()) {
      out.writeInt(run.getKey());
      out.writeByte(run.getValue().ordinal());
    }
  }

  private static Kind kind(int codePoint) {
    if (ignorable(codePoint)) {
      return Kind.IGNORABLE;
    }
    if (mark(codePoint)) {
      return Kind.MARK;
    }
    if (UCharacter.isLetterOrDigit(codePoint) && !modifier(codePoint) || ofAWord(codePoint)) {
      return runsIntoItsNeighbours(codePoint) ? Kind.LETTER : Kind.ALPHABETIC;
    }
    return Kind.SYMBOL;
  }

  private static boolean ignorable(int codePoint) {
    boolean control = Character.getType(codePoint) == Character.CONTROL;
    return codePoint == BRAILLE_BLANK
        || UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
        || control && !UCharacter.isUWhiteSpace(codePoint)
        || codePoint >= 0xFFF9 && codePoint <= 0xFFFB;
  }

  /** Marks of no script of their own; those of Thai or Devanagari are letters to a reader. */
  private static boolean mark(int codePoint) {
    return anyMark(codePoint) && UScript.getScript(codePoint) == UScript.INHERITED;
  }

  private static boolean anyMark(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  private static boolean ofAWord(int codePoint) {
    int type = UCharacter.getType(codePoint);
    return anyMark(codePoint) || type == Character.LETTER_NUMBER;
  }

  private static boolean modifier(int codePoint) {
    return codePoint >= 0x2B0 && codePoint <= 0x2FF;
  }

  private static boolean runsIntoItsNeighbours(int codePoint) {
    int script = UScript.getScript(codePoint);
    return UCharacter.hasBinaryProperty(codePoint, UProperty.IDEOGRAPHIC)
        || script == UScript.HAN
        || script == UScript.HIRAGANA
        || script == UScript.KATAKANA
        || script == UScript.BOPOMOFO
        || script == UScript.HANGUL
        || codePoint >= 0x3000 && codePoint <= 0x30FF;
  }

  private void writeFolds(DataOutputStream out) throws IOException {
    TreeMap<Integer, String> folds = new TreeMap<>();
    for (int codePoint = 0; codePoint < ALL; codePoint++) {
      String itself = Character.toString(codePoint);
      String folded = foldable(codePoint) ? fold(itself) : itself;
      if (!folded.equals(itself)) {
        folds.put(codePoint, folded);
      }
    }
    out.writeInt(folds.size());
    for (Map.Entry<Integer, String> fold : folds.entrySet()) {
      out.writeInt(fold.getKey());
      out.writeUTF(fold.getValue());
    }
  }

  private static boolean foldable(int codePoint) {
    return !(codePoint >= HANGUL_FIRST && codePoint <= HANGUL_LAST)
        && Character.getType(codePoint) != Character.SURROGATE;
  }

  private String fold(String text) {
    String folded =
        nfkd.normalize(UCharacter.foldCase(nfkd.normalize(text), true))
            .codePoints()
            .filter(it -> !ignorable(it) && !mark(it))
            .mapToObj(this::letter)
            .collect(Collectors.joining());
    return folded.equals(text) ? folded : fold(folded);
  }

  private String letter(int codePoint) {
    String name = String.valueOf(UCharacter.getName(codePoint));
    for (Pattern pattern : NAMED) {
      Matcher matcher = pattern.matcher(name);
      if (matcher.matches()) {
        return matcher.group(1).toLowerCase();
      }
    }
    Matcher digit = NAMED_DIGIT.matcher(name);
    if (digit.matches() && DIGITS.contains(digit.group(1))) {
      return Integer.toString(DIGITS.indexOf(digit.group(1)));
    }
    return lookAlikes.getOrDefault(codePoint, Character.toString(codePoint));
  }

  private void writeSimplified(DataOutputStream out) throws IOException {
    TreeMap<Integer, Integer> simplified = new TreeMap<>();
    for (int codePoint = 0; codePoint < ALL; codePoint++) {
      if (foldable(codePoint) && runsIntoItsNeighbours(codePoint) || radical(codePoint)) {
        int simple = simplified(codePoint);
        if (simple != codePoint) {
          simplified.put(codePoint, simple);
        }
      }
    }
    out.writeInt(simplified.size());
    for (Map.Entry<Integer, Integer> pair : simplified.entrySet()) {
      out.writeInt(pair.getKey());
      out.writeInt(pair.getValue());
    }
  }

  private static boolean radical(int codePoint) {
    return codePoint >= 0x2E80 && codePoint <= 0x2FD5;
  }

  private int simplified(int codePoint) {
    String character = Character.toString(codePoint);
    String plain = radical(codePoint) ? nfkd.normalize(character) : character;
    String known = radicals.getOrDefault(codePoint, plain);
    String simple = simplify.transliterate(simplify.transliterate(known));
    return simple.codePointCount(0, simple.length()) == 1 ? simple.codePointAt(0) : codePoint;
  }

  private void writeReadings(DataOutputStream out) throws IOException {
    TreeMap<Integer, List<String>> readings = new TreeMap<>();
    for (int codePoint = 0x3400; codePoint <= 0x9FFF; codePoint++) {
      List<String> all = readings(codePoint);
      if (!all.isEmpty()) {
        readings.put(codePoint, all);
      }
    }
    Set<String> distinct = new TreeSet<>();
    readings.values().forEach(distinct::addAll);
    List<String> syllables = new ArrayList<>(distinct);
    out.writeInt(syllables.size());
    for (String syllable : syllables) {
      out.writeUTF(syllable);
    }
    out.writeInt(readings.size());
    for (Map.Entry<Integer, List<String>> of : readings.entrySet()) {
      out.writeInt(of.getKey());
      out.writeByte(of.getValue().size());
      for (String reading : of.getValue()) {
        out.writeShort(syllables.indexOf(reading));
      }
    }
  }

  /** The usual one, the others we list, and each ü also as the u that an accent leaves. */
  private List<String> readings(int codePoint) {
    Set<String> readings = new LinkedHashSet<>();
    String usual = toneless(read.transliterate(Character.toString(codePoint)));
    if (usual.matches("[a-z]{1,6}")) {
      readings.add(usual);
    }
    for (String other : polyphones.getOrDefault(codePoint, "").split(" ")) {
      if (!other.isEmpty()) {
        readings.add(other);
      }
    }
    List.copyOf(readings).forEach(it -> readings.add(it.replace('v', 'u')));
    return List.copyOf(readings);
  }

  private static String toneless(String decomposed) {
    return decomposed
        .replace("u\u0308", "v")
        .codePoints()
        .filter(it -> !anyMark(it))
        .mapToObj(Character::toString)
        .collect(Collectors.joining())
        .strip();
  }

  private static Map<Integer, String> pairs(String file) {
    Map<Integer, String> pairs = new HashMap<>();
    var in = ShadowTableGenerator.class.getResourceAsStream("/lexicon/" + file);
    try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      reader
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .forEach(line -> pairs.put(line.codePointAt(0), line.split("\t")[1]));
      return pairs;
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
