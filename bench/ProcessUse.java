import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What Linux accounts to a process: CPU time (microseconds since it started) and resident memory
 * (KiB, now and at most).
 */
record ProcessUse(long cpuMicros, long rssKib, long peakRssKib) {
  static final long MICROS_PER_TICK = 1_000_000 / Integer.getInteger("bench.ticks", 100);
  static final ProcessUse NONE = new ProcessUse(0, 0, 0);

  /** The process alone. */
  static ProcessUse of(long pid) {
    try {
      return pid == 0 ? NONE : read(Path.of("/proc", Long.toString(pid)));
    } catch (IOException e) {
      return NONE;
    }
  }

  /** The processes it has started and that still run, together. */
  static ProcessUse ofDescendants(long pid) {
    return pid == 0
        ? NONE
        : descendants(pid)
            .map(ProcessHandle::pid)
            .map(ProcessUse::of)
            .reduce(NONE, ProcessUse::plus);
  }

  /**
   * Lets the peak of memory begin anew; without the right to do so it stays the peak since start.
   */
  static void forgetPeak(long pid) {
    try {
      if (pid != 0) {
        Files.writeString(Path.of("/proc", Long.toString(pid), "clear_refs"), "5");
      }
    } catch (IOException e) {
      System.err.println("the memory peak of process " + pid + " counts from its start");
    }
  }

  private static Stream<ProcessHandle> descendants(long pid) {
    return ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants);
  }

  private static ProcessUse read(Path process) throws IOException {
    String stat = Files.readString(process.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    String status = Files.readString(process.resolve("status"));
    return new ProcessUse(ticks * MICROS_PER_TICK, kib(status, "VmRSS:"), kib(status, "VmHWM:"));
  }

  private static long kib(String status, String name) {
    return status
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToLong(Long::parseLong)
        .sum();
  }

  ProcessUse plus(ProcessUse other) {
    return new ProcessUse(
        cpuMicros + other.cpuMicros, rssKib + other.rssKib, peakRssKib + other.peakRssKib);
  }
}
