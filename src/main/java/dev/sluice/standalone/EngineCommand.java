package dev.sluice.standalone;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs an engine's program and waits for it to end, at most two minutes. What the program says goes
 * to a log file in the data directory, never to the console.
 */
record EngineCommand(Path log, List<String> prefix) {
  private static final long LIMIT_SECONDS = 120;

  /**
   * PostgreSQL refuses to run as root, for good reasons that do not hold for a throw-away account:
   * in a user namespace of its own root is nobody, while its files stay ours.
   */
  static EngineCommand unprivileged(Path log) {
    return new EngineCommand(log, root() ? List.of("unshare", "--user") : List.of());
  }

  void run(String... command) {
    run(Platform.current().nothing(), command);
  }

  void run(File input, String... command) {
    if (!succeeds(input, command)) {
      throw new StartRefused(
          Path.of(command[0]).getFileName()
              + " failed; "
              + log
              + " says why. Or set "
              + EngineChoice.REACTIVE_URL
              + " and "
              + EngineChoice.REDIS_HOSTS
              + " to engines of your own.");
    }
  }

  boolean succeeds(String... command) {
    return succeeds(Platform.current().nothing(), command);
  }

  private boolean succeeds(File input, String... command) {
    List<String> line = new ArrayList<>(prefix);
    line.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.redirectInput(input).redirectErrorStream(true);
    builder.redirectOutput(Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    try {
      return ended(builder.start()) == 0;
    } catch (IOException e) {
      return failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartRefused("The start was interrupted.", e);
    }
  }

  private static int ended(Process process) throws InterruptedException {
    if (process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      return process.exitValue();
    }
    process.destroyForcibly();
    return -1;
  }

  private boolean failed(IOException cause) {
    try {
      Files.writeString(log, cause.getMessage() + "\n", StandardOpenOption.APPEND);
    } catch (IOException unwritable) {
      cause.addSuppressed(unwritable);
    }
    return false;
  }

  private static boolean root() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException notLinux) {
      return false;
    }
  }
}
