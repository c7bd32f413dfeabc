import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts a text between the two comments of a document that bear a script's name. */
final class MarkedPart {
  private final String begin;
  private final String end;

  MarkedPart(String name) {
    begin = "<!-- bench/" + name + " writes below -->";
    end = "<!-- bench/" + name + " writes above -->";
  }

  /** Arguments: the file with the text, the document, the script's name. */
  public static void main(String... arguments) throws IOException {
    String text = Files.readString(Path.of(arguments[0]));
    new MarkedPart(arguments[2]).replace(Path.of(arguments[1]), text.strip());
  }

  void replace(Path document, String text) throws IOException {
    String before = Files.readString(document);
    int from = before.indexOf(begin);
    int to = before.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(document + " lacks the comments to write between");
    }
    Files.writeString(
        document,
        before.substring(0, from + begin.length()) + "\n\n" + text + "\n\n" + before.substring(to));
  }
}
