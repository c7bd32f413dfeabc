package dev.sluice.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Whose process a pid file means. Pids are reused, so a live process counts as our engine only when
 * it runs the very program that we unpacked into this data directory.
 */
record PidFile(Path file, Path programs) {
  private static final Duration PAUSE = Duration.ofMillis(20);

  /**
   * The engine this file names, if it still runs. A file that names no process, or a stranger's, is
   * removed: an engine would take the stranger for a running copy of itself and refuse to start.
   *
   * @throws StartRefused when a live process cannot be identified
   */
  Optional<ProcessHandle> engine() {
    Optional<ProcessHandle> live =
        pid().flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive).filter(this::isOurs);
    if (live.isEmpty()) {
      delete();
    }
    return live;
  }

  /**
   * Waits until an engine that was asked to end has done so. It removes its file last; the process
   * itself may linger as long as nobody collects its exit code.
   */
  boolean awaitEnd(ProcessHandle engine, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (engine.isAlive() && Files.exists(file)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return true;
  }

  private boolean isOurs(ProcessHandle process) {
    return process
        .info()
        .command()
        .map(command -> Path.of(command).startsWith(programs))
        .orElseGet(() -> unidentified(process));
  }

  private boolean unidentified(ProcessHandle process) {
    if (!process.isAlive() || isZombie(process)) {
      return false;
    }
    throw new StartRefused(
        file
            + " names process "
            + process.pid()
            + ", which may be an engine of a Sluice that was killed but cannot be inspected:"
            + " end that process, or delete the file if it is another program.");
  }

  /** Dead, but not collected by its parent: usual in containers whose first process is no init. */
  private static boolean isZombie(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"))
          .contains(") Z ");
    } catch (IOException notLinuxOrGone) {
      return false;
    }
  }

  private Optional<Long> pid() {
    try {
      return Files.readString(file).lines().findFirst().map(String::strip).map(Long::valueOf);
    } catch (IOException | NumberFormatException absentOrTorn) {
      return Optional.empty();
    }
  }

  private void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
