package bench.lexicon;

import dev.sluice.moderation.lexicon.Entry;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Prints the benchmark's word list as a gateway's file of words. */
final class WordFile {

  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    for (Entry entry : Words.like("", 2).entries(Set.of())) {
      out.println(entry.category() + "\t" + entry.word());
    }
    out.flush();
  }
}
