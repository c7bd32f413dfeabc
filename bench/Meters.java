import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * Reads the clocks of all that takes part when the window opens and closes, and writes the figures.
 */
final class Meters {
  private final Plan plan;
  private final Pacer pacer;
  private final Tally tally;
  private final List<CompletableFuture<Reading>> readings = new ArrayList<>();
  private Histogram lateness;

  Meters(Plan plan, Pacer pacer, Tally tally) {
    this.plan = plan;
    this.pacer = pacer;
    this.tally = tally;
    ProcessUse.forgetPeak(plan.pid());
    readAside().join();
  }

  /** Reading takes milliseconds, in which the callers' thread must not fail to read its streams. */
  private CompletableFuture<Reading> readAside() {
    return CompletableFuture.supplyAsync(() -> Reading.now(plan));
  }

  private record Reading(
      long time,
      ProcessUse measured,
      ProcessUse children,
      ProcessUse self,
      long callers,
      long upstream,
      MachineUse machine) {

    static Reading now(Plan plan) {
      ProcessUse alone = ProcessUse.of(plan.pid());
      ProcessUse children = ProcessUse.ofDescendants(plan.pid());
      return new Reading(
          Stamp.now(),
          plan.family() ? alone.plus(children) : alone,
          plan.family() ? ProcessUse.NONE : children,
          ProcessUse.of(ProcessHandle.current().pid()),
          cpuOf("main"),
          cpuOf("bench-"),
          MachineUse.now());
    }

    private static long cpuOf(String name) {
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long nanos = 0;
      for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
        if (thread != null && thread.getThreadName().startsWith(name)) {
          nanos += threads.getThreadCpuTime(thread.getThreadId());
        }
      }
      return nanos / 1000;
    }
  }

  /** To be called when the window opens and again when it closes. */
  void windowTurned() {
    lateness = pacer.measureAnew();
    readings.add(readAside());
  }

  /** Writes the figures as properties: times in microseconds, memory in MiB, shares in percent. */
  void write(Path file, int unfinished) throws IOException {
    if (unfinished > 0) {
      tally.losses.put("still open at the deadline", unfinished);
    }
    List<String> lines = new ArrayList<>();
    lines.add("streams=" + plan.streams());
    lines.add("finished=" + tally.finished);
    lines.add("lost=" + tally.lost());
    lines.add("abandoned.by.upstream=" + pacer.abandoned());
    addChunks(lines);
    addUse(lines);
    Files.write(file, lines);
    lines.forEach(System.out::println);
    tally.losses.forEach((reason, count) -> System.out.println("lost " + count + ": " + reason));
  }

  private void addChunks(List<String> lines) {
    lines.add("chunks=" + tally.perChunk.count());
    add(lines, "chunks.per.second", tally.perChunk.count() / (double) plan.window());
    addQuantiles(lines, "chunk", tally.perChunk);
    addQuantiles(lines, "first", tally.toFirst);
    addQuantiles(lines, "lateness", lateness);
  }

  private void addUse(List<String> lines) {
    Reading opened = readings.get(0).join();
    Reading closed = readings.get(1).join();
    double seconds = (closed.time - opened.time) / 1e9;
    double chunks = Math.max(1, tally.perChunk.count());
    long own = closed.measured.cpuMicros() - opened.measured.cpuMicros();
    long children = closed.children.cpuMicros() - opened.children.cpuMicros();
    long bench = closed.self.cpuMicros() - opened.self.cpuMicros();
    add(lines, "cpu.per.chunk", own / chunks);
    add(lines, "cpu.children.per.chunk", children / chunks);
    add(lines, "cpu.percent", percent(own, seconds));
    add(lines, "cpu.children.percent", percent(children, seconds));
    add(lines, "cpu.bench.percent", percent(bench, seconds));
    add(lines, "cpu.callers.percent", percent(closed.callers - opened.callers, seconds));
    add(lines, "cpu.upstream.percent", percent(closed.upstream - opened.upstream, seconds));
    long others = closed.machine.busyMicrosSince(opened.machine) - own - children - bench;
    add(lines, "cpu.others.percent", percent(others, seconds));
    add(lines, "machine.busy.percent", closed.machine.busyPercentSince(opened.machine));
    add(lines, "machine.stolen.percent", closed.machine.stolenPercentSince(opened.machine));
    addMemory(lines, closed);
  }

  private static void addMemory(List<String> lines, Reading closed) {
    add(lines, "rss", closed.measured.rssKib() / 1024.0);
    add(lines, "rss.children", closed.children.rssKib() / 1024.0);
    add(lines, "rss.peak", closed.measured.peakRssKib() / 1024.0);
  }

  /** Percent of one core. */
  private static double percent(long micros, double seconds) {
    return micros / 1e4 / seconds;
  }

  private static void addQuantiles(List<String> lines, String name, Histogram histogram) {
    add(lines, name + ".p50", histogram.quantile(0.5) / 1e3);
    add(lines, name + ".p99", histogram.quantile(0.99) / 1e3);
    add(lines, name + ".p999", histogram.quantile(0.999) / 1e3);
    add(lines, name + ".max", histogram.max() / 1e3);
    lines.add(name + ".count=" + histogram.count());
  }

  private static void add(List<String> lines, String name, double value) {
    lines.add(name + "=" + String.format(Locale.ROOT, "%.1f", value));
  }
}
