package dev.sluice.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the kernel holds for loopback connections, as Linux tells it. */
final class KernelQueues {
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

  private KernelQueues() {}

  static boolean known() {
    return Files.isReadable(TABLES.get(0));
  }

  /** Bytes that were sent or received on connections with that port and not yet read. */
  static long bytes(int port) {
    String suffix = String.format(":%04X", port);
    return TABLES.stream()
        .filter(Files::isReadable)
        .flatMap(KernelQueues::rows)
        .map(row -> row.strip().split("\\s+"))
        .filter(row -> row[1].endsWith(suffix) || row[2].endsWith(suffix))
        .mapToLong(row -> queued(row[4]))
        .sum();
  }

  private static Stream<String> rows(Path table) {
    try {
      return Files.readAllLines(table).stream().skip(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long queued(String both) {
    String[] queues = both.split(":");
    return Long.parseLong(queues[0], 16) + Long.parseLong(queues[1], 16);
  }
}
