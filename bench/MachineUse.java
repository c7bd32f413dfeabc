import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the whole machine's processors did since it started, in ticks: in all, idle, and stolen. */
record MachineUse(long all, long idle, long stolen) {

  static MachineUse now() {
    String[] fields = firstLine().split(" +");
    long all = 0;
    for (int i = 1; i <= 8; i++) {
      all += Long.parseLong(fields[i]);
    }
    long idle = Long.parseLong(fields[4]) + Long.parseLong(fields[5]);
    return new MachineUse(all, idle, Long.parseLong(fields[8]));
  }

  private static String firstLine() {
    try {
      return Files.readString(Path.of("/proc/stat")).lines().findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long busyMicrosSince(MachineUse before) {
    return ProcessUse.MICROS_PER_TICK * (all - before.all - (idle - before.idle));
  }

  double busyPercentSince(MachineUse before) {
    return 100 - 100.0 * (idle - before.idle) / Math.max(1, all - before.all);
  }

  double stolenPercentSince(MachineUse before) {
    return 100.0 * (stolen - before.stolen) / Math.max(1, all - before.all);
  }
}
