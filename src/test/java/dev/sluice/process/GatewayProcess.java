package dev.sluice.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A gateway in a process of its own, configured by system properties. Closing it kills it, and
 * whatever engines its data directory names.
 */
final class GatewayProcess implements AutoCloseable {
  static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
  private static final Duration LONGEST = Duration.ofSeconds(120);

  private final Process process;
  private final Path output;
  private final Path workplace;
  private final int port;

  private GatewayProcess(Process process, Path output, Path workplace, int port) {
    this.process = process;
    this.output = output;
    this.workplace = workplace;
    this.port = port;
  }

  /** Starts in this folder, with its data in the folder {@code data} there. */
  static GatewayProcess start(Path workplace, Map<String, String> settings) {
    try {
      int port = freePort();
      List<String> line = new ArrayList<>();
      line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      line.addAll(
          List.of(
              "-Xmx256m",
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-Dquarkus.http.port=" + port));
      settings.forEach((key, value) -> line.add("-D" + key + "=" + value));
      line.addAll(List.of("-jar", JAR.toString()));
      Path output = Files.createTempFile(workplace, "gateway", ".txt");
      Process process =
          new ProcessBuilder(line)
              .directory(workplace.toFile())
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(output.toFile())
              .start();
      return new GatewayProcess(process, output, workplace, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns itself once it is ready for traffic. */
  GatewayProcess ready() {
    try {
      await()
          .atMost(LONGEST)
          .pollInterval(Duration.ofMillis(50))
          .failFast("the gateway ended", () -> !process.isAlive())
          .until(() -> client().readiness() == 200);
      return this;
    } catch (RuntimeException neverReady) {
      String said = output();
      close();
      throw new AssertionError("not ready; it said:\n" + said, neverReady);
    }
  }

  int port() {
    return port;
  }

  GatewayClient client() {
    return new GatewayClient(port);
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    exitCode(LONGEST);
  }

  /** {@code SIGTERM}, without waiting. */
  void terminate() {
    process.destroy();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Waits for its end. */
  int exitCode(Duration most) throws InterruptedException {
    assertThat(process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS))
        .as("ended within %s; it said:%n%s", most, output())
        .isTrue();
    return process.exitValue();
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path data() {
    return workplace.resolve("data");
  }

  List<ProcessHandle> engines() {
    return Stream.of(Engine.POSTGRES, Engine.REDIS)
        .map(engine -> engine.process(data()))
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS).join();
    engines().forEach(ProcessHandle::destroyForcibly);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
