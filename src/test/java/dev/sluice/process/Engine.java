package dev.sluice.process;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One of the engines of a data directory, to be killed and started again. */
enum Engine {
  POSTGRES("postgres/postmaster.pid"),
  REDIS("redis/redis.pid");

  private final String pidFile;

  Engine(String pidFile) {
    this.pidFile = pidFile;
  }

  /** Its process, as its pid file below the data directory names it. */
  Optional<ProcessHandle> process(Path data) {
    Path file = data.resolve(pidFile);
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines.findFirst().map(String::strip).map(Long::valueOf).flatMap(ProcessHandle::of);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it and returns the command that it was started with. */
  List<String> kill(Path data) {
    ProcessHandle engine = process(data).orElseThrow();
    List<String> command = command(data, engine);
    List<ProcessHandle> children = engine.descendants().toList();
    engine.destroyForcibly();
    await().atMost(10, TimeUnit.SECONDS).until(() -> ended(engine));
    // Its children end by themselves when they notice; a new server must not meet them.
    await().atMost(20, TimeUnit.SECONDS).until(() -> children.stream().allMatch(Engine::ended));
    forget(data.resolve(pidFile));
    return command;
  }

  /** Stops it where it is: connections stay, nothing answers. */
  void freeze(Path data) {
    signal(data, "-STOP");
  }

  void thaw(Path data) {
    signal(data, "-CONT");
  }

  private void signal(Path data, String signal) {
    ProcessHandle engine = process(data).orElseThrow();
    List<String> line = new ArrayList<>(List.of("kill", signal, "" + engine.pid()));
    engine.descendants().forEach(child -> line.add("" + child.pid()));
    try {
      new ProcessBuilder(line).start().onExit().get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("cannot signal " + this, e);
    }
  }

  /** While nobody collects the dead process, a new one would take it for alive. */
  private static void forget(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it again as it was started before. */
  static Process start(List<String> command, Path log) {
    try {
      return new ProcessBuilder(withoutPrivileges(command))
          .redirectInput(new File("/dev/null"))
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** PostgreSQL refuses to run as root; in a user namespace of its own root is nobody. */
  private static List<String> withoutPrivileges(List<String> command) {
    List<String> line = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      line.addAll(List.of("unshare", "--user"));
    }
    line.addAll(command);
    return line;
  }

  /** Read from the system; Redis overwrites its arguments, but they are its configuration only. */
  private List<String> command(Path data, ProcessHandle engine) {
    Path process = Path.of("/proc", "" + engine.pid());
    try {
      if (this == REDIS) {
        String program = process.resolve("exe").toRealPath().toString();
        return List.of(program, data.resolve("redis/redis.conf").toString());
      }
      return List.of(Files.readString(process.resolve("cmdline")).split("\0"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A process that nobody collects stays as a zombie, which Java takes for alive. */
  static boolean ended(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", "" + process.pid(), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
    } catch (IOException gone) {
      return true;
    }
  }
}
