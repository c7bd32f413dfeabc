package dev.sluice.process;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A Keycloak of its own process with the realm {@code sluice}, in memory. */
final class Keycloak implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final int port;
  private final Path output;

  private Keycloak(Process process, int port, Path output) {
    this.process = process;
    this.port = port;
    this.output = output;
  }

  /** Starts the distribution in this folder. */
  static Keycloak start(Path home, Path workplace) throws IOException {
    Path imports = Files.createDirectories(home.resolve("data").resolve("import"));
    Files.writeString(imports.resolve("sluice-realm.json"), KeycloakRealm.JSON);
    int port = GatewayProcess.freePort();
    Path output = workplace.resolve("keycloak.txt");
    ProcessBuilder line =
        new ProcessBuilder(
            "bash",
            home.resolve("bin").resolve("kc.sh").toString(),
            "start-dev",
            "--db=dev-mem",
            "--http-host=127.0.0.1",
            "--http-port=" + port,
            "--import-realm");
    line.environment().put("JAVA_HOME", System.getProperty("java.home"));
    line.environment().put("JAVA_OPTS", "-Xmx512m");
    Process process =
        line.redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(output.toFile())
            .start();
    return new Keycloak(process, port, output);
  }

  /** Returns itself once its realm can be asked. */
  Keycloak ready() throws IOException {
    try {
      await()
          .atMost(LONGEST)
          .pollInterval(Duration.ofMillis(200))
          .failFast("Keycloak ended", () -> !process.isAlive())
          .until(this::answers);
      return this;
    } catch (RuntimeException neverReady) {
      String said = Files.readString(output);
      close();
      throw new AssertionError("not ready; it said:\n" + said, neverReady);
    }
  }

  private boolean answers() throws InterruptedException {
    try {
      URI discovery = URI.create(realm() + "/.well-known/openid-configuration");
      HttpRequest request = HttpRequest.newBuilder(discovery).build();
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  String realm() {
    return "http://127.0.0.1:" + port + "/realms/sluice";
  }

  /** An access token of the user, whose password is his name. */
  String token(String client, String user) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(realm() + "/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString(
                    "grant_type=password&client_id=%s&username=%s&password=%s"
                        .formatted(client, user, user)))
            .build();
    String answer = HTTP.send(request, BodyHandlers.ofString()).body();
    String token = new JsonObject(answer).getString("access_token");
    if (token == null) {
      throw new AssertionError("no token: " + answer);
    }
    return token;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }
}
