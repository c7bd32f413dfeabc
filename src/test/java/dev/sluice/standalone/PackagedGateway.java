package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The packaged program in a process of its own, as an operator starts it. Closing it kills it;
 * engines are then stopped too, so that no test leaves any behind.
 */
final class PackagedGateway implements AutoCloseable {
  static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
  private static final Duration SOON = Duration.ofSeconds(180);
  private static final Pattern PORTS =
      Pattern.compile("PostgreSQL on 127\\.0\\.0\\.1:(\\d+), Redis on 127\\.0\\.0\\.1:(\\d+)");

  private final Process process;
  private final Path output;
  private final Path data;
  private final int port;
  private List<ProcessHandle> ownEngines = List.of();

  private PackagedGateway(Process process, Path output, Path data, int port) {
    this.process = process;
    this.output = output;
    this.data = data;
    this.port = port;
  }

  /** Starts in {@code workplace}, with data in its folder {@code data}. */
  static PackagedGateway start(Path workplace, Map<String, String> environment) {
    try {
      int port = freePort();
      Path output = Files.createTempFile(workplace, "output", ".txt");
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      ProcessBuilder builder =
          new ProcessBuilder(
              java, "-Xmx256m", "-Dquarkus.http.port=" + port, "-jar", JAR.toString());
      builder.environment().putAll(environment);
      builder.directory(workplace.toFile()).redirectErrorStream(true);
      builder.redirectInput(new File("/dev/null")).redirectOutput(output.toFile());
      return new PackagedGateway(builder.start(), output, workplace.resolve("data"), port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns itself; a gateway that does not get ready is ended, since nobody could close it. */
  PackagedGateway awaitReady() {
    try {
      await()
          .atMost(SOON)
          .pollInterval(Duration.ofMillis(100))
          .failFast(() -> assertThat(process.isAlive()).as(output()).isTrue())
          .untilAsserted(() -> assertThat(readiness()).contains("\"status\": \"UP\""));
      ownEngines = engines();
      return this;
    } catch (RuntimeException | Error neverReady) {
      ownEngines = engines();
      close();
      throw neverReady;
    }
  }

  /** Waits for the end of the process. */
  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).as("process ended").isTrue();
    return process.exitValue();
  }

  void terminate() throws InterruptedException {
    process.destroy();
    exitCode();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly();
    exitCode();
  }

  String output() {
    return read(output);
  }

  int postgresPort() {
    return Integer.parseInt(ports().group(1));
  }

  int redisPort() {
    return Integer.parseInt(ports().group(2));
  }

  EnginePasswords passwords() {
    return EnginePasswords.at(data.resolve("engines.properties"));
  }

  /** The engines that the data directory's pid files name. */
  List<ProcessHandle> engines() {
    return Stream.of(data.resolve("postgres/postmaster.pid"), data.resolve("redis/redis.pid"))
        .filter(Files::exists)
        .map(file -> read(file).lines().findFirst().orElseThrow().strip())
        .map(pid -> ProcessHandle.of(Long.parseLong(pid)))
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
    ownEngines.forEach(ProcessHandle::destroyForcibly);
  }

  private String readiness() {
    try {
      URI uri = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
          .body();
    } catch (IOException notYet) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  private MatchResult ports() {
    return PORTS.matcher(output()).results().findFirst().orElseThrow();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
