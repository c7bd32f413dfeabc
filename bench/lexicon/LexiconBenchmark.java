package bench.lexicon;

import dev.sluice.moderation.lexicon.Entry.Mode;
import dev.sluice.moderation.lexicon.Lexicon;
import dev.sluice.moderation.lexicon.LexiconCompiler;
import dev.sluice.moderation.lexicon.Scanner;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Characters a second on one core: an operation is one UTF-16 unit of Chinese text. */
@State(Scope.Thread)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class LexiconBenchmark {

  private static final int CHARACTERS = 400_000;

  @Param({"structural", "pinyin"})
  String modes;

  @Param({"2", "400000"})
  int piece;

  private Lexicon lexicon;
  private List<String> pieces;
  private long hits;

  @Setup
  public void prepare() throws Exception {
    String like = String.join("\n", Texts.of(System.getProperty("bench.text", "")));
    Set<Mode> chosen = EnumSet.of(Mode.FOLD, Mode.TRADITIONAL, Mode.GAPS);
    if (modes.equals("pinyin")) {
      chosen.add(Mode.PINYIN);
    }
    lexicon = LexiconCompiler.compile("bench", Words.like(like, 2).entries(chosen));
    String text = like.repeat(like.isEmpty() ? 0 : CHARACTERS / like.length() + 1);
    String used = text.isEmpty() ? Words.like("", 3).text(CHARACTERS) : text;
    pieces = new ArrayList<>();
    for (int at = 0; at < CHARACTERS; at += piece) {
      pieces.add(used.substring(at, Math.min(CHARACTERS, at + piece)));
    }
  }

  @Benchmark
  @OperationsPerInvocation(CHARACTERS)
  public long scan() {
    Scanner scanner = lexicon.scanner();
    Scanner.Hits count = (entry, start, end) -> hits++;
    long safe = 0;
    for (String piece : pieces) {
      safe += scanner.feed(piece, count);
    }
    scanner.end(count);
    return safe + hits;
  }
}
