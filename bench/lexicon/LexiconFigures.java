package bench.lexicon;

import dev.sluice.moderation.lexicon.Entry;
import dev.sluice.moderation.lexicon.Entry.Mode;
import dev.sluice.moderation.lexicon.Lexicon;
import dev.sluice.moderation.lexicon.LexiconCompiler;
import dev.sluice.moderation.lexicon.Scanner;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a lexicon of 60,000 entries takes to load, to keep and to hold back. Prints Markdown. */
final class LexiconFigures {

  private static final List<Mode> ORDER =
      List.of(Mode.FOLD, Mode.TRADITIONAL, Mode.GAPS, Mode.PINYIN);
  private static final int SCANNERS = 10_000;
  private static final int SCANS = 40;

  /** What was computed to be measured only. */
  private static long ignored;

  public static void main(String[] arguments) throws Exception {
    List<String> texts = Texts.of(System.getProperty("bench.text", ""));
    List<String> read = texts.isEmpty() ? Words.like("", 3).text(400_000).lines().toList() : texts;
    System.out.println(
        "| modes | first load ms | next load ms | retained MiB | state B | held mean | p99 | most |"
            + " texts with a hit | hits in 1,000 characters | million characters a CPU second |");
    System.out.println("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (int modes = 0; modes <= ORDER.size(); modes++) {
      report(new LinkedHashSet<>(ORDER.subList(0, modes)), String.join("\n", texts), read);
    }
  }

  private static void report(Set<Mode> modes, String like, List<String> texts) {
    List<Entry> entries = Words.like(like, 2).entries(modes);
    long before = used();
    long began = System.nanoTime();
    Lexicon lexicon = LexiconCompiler.compile("1", entries);
    long first = System.nanoTime() - began;
    long kept = used() - before;
    began = System.nanoTime();
    LexiconCompiler.compile("2", entries);
    long next = System.nanoTime() - began;
    int[] held = held(lexicon, texts);
    System.out.printf(
        "| %s | %d | %d | %.1f | %d | %.2f | %d | %d | %.2f %% | %.2f | %.1f |%n",
        modes.isEmpty() ? "none" : "… " + ORDER.get(modes.size() - 1),
        first / 1_000_000,
        next / 1_000_000,
        kept / 1048576.0,
        state(lexicon),
        Arrays.stream(held).average().orElse(0),
        held[(int) (held.length * 0.99)],
        held[held.length - 1],
        100.0 * texts.stream().filter(it -> hits(lexicon, it) > 0).count() / texts.size(),
        1000.0 * texts.stream().mapToInt(it -> hits(lexicon, it)).sum() / held.length,
        speed(lexicon, String.join("\n", texts)));
  }

  /**
   * The median of some scans in pieces of 2, by the time the thread was given: unlike JMH's figure
   * it means something on a machine that is busy with other things.
   */
  private static double speed(Lexicon lexicon, String text) {
    List<String> pieces = new ArrayList<>();
    for (int at = 0; at + 2 <= Math.min(text.length(), 400_000); at += 2) {
      pieces.add(text.substring(at, at + 2));
    }
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double[] speeds = new double[SCANS];
    for (int scan = -SCANS; scan < SCANS; scan++) {
      long began = threads.getCurrentThreadCpuTime();
      ignored += scan(lexicon, pieces);
      long took = threads.getCurrentThreadCpuTime() - began;
      speeds[Math.max(scan, 0)] = pieces.size() * 2 * 1000.0 / took;
    }
    Arrays.sort(speeds);
    return speeds[SCANS / 2];
  }

  private static long scan(Lexicon lexicon, List<String> pieces) {
    long[] seen = new long[1];
    Scanner.Hits hits = (entry, start, end) -> seen[0] += end;
    Scanner scanner = lexicon.scanner();
    for (String piece : pieces) {
      seen[0] += scanner.feed(piece, hits);
    }
    return seen[0];
  }

  /** After every character, how many are held back; sorted. */
  private static int[] held(Lexicon lexicon, List<String> texts) {
    List<Integer> held = new ArrayList<>();
    Scanner.Hits ignored = (entry, start, end) -> {};
    for (String text : texts) {
      Scanner scanner = lexicon.scanner();
      for (int i = 0; i < text.length(); i++) {
        held.add(i + 1 - scanner.feed(text.substring(i, i + 1), ignored));
      }
    }
    return held.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  /** Places, each counted once however many entries and lanes hit there. */
  private static int hits(Lexicon lexicon, String text) {
    Set<Long> places = new HashSet<>();
    Scanner scanner = lexicon.scanner();
    Scanner.Hits hits = (entry, start, end) -> places.add((long) start << 32 | end);
    scanner.feed(text, hits);
    scanner.end(hits);
    return places.size();
  }

  private static long state(Lexicon lexicon) {
    Scanner[] scanners = new Scanner[SCANNERS];
    long before = used();
    for (int i = 0; i < SCANNERS; i++) {
      scanners[i] = lexicon.scanner();
    }
    long state = (used() - before) / SCANNERS;
    return scanners[SCANNERS - 1] == null ? 0 : state;
  }

  private static long used() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
