package bench.lexicon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The texts of a file that hold Han: one a line, or, of a JSON file, its string values. */
final class Texts {

  private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"(\\s*:)?");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|(.))");

  private Texts() {}

  /** None where no file is named. */
  static List<String> of(String file) throws IOException {
    if (file.isEmpty()) {
      return List.of();
    }
    String all = Files.readString(Path.of(file));
    return (file.endsWith(".json") ? values(all) : all.lines())
        .filter(text -> text.codePoints().anyMatch(it -> it >= 0x4E00))
        .toList();
  }

  /** Names, behind which a colon stands, are no texts; nor is what parts and indents them. */
  private static Stream<String> values(String json) {
    return STRING
        .matcher(json)
        .results()
        .filter(string -> string.group(2) == null)
        .map(string -> ESCAPE.matcher(string.group(1)).replaceAll(Texts::meant));
  }

  private static String meant(MatchResult escape) {
    if (escape.group(1) != null) {
      char unit = (char) Integer.parseInt(escape.group(1), 16);
      return Matcher.quoteReplacement(String.valueOf(unit));
    }
    String letter = escape.group(2);
    int control = "nrtbf".indexOf(letter);
    return control < 0 ? Matcher.quoteReplacement(letter) : "\n\r\t\b\f".substring(control, control + 1);
  }
}
