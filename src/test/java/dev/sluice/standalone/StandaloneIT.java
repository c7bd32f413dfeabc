package dev.sluice.standalone;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar on a machine without engines: what survives, and what is left behind. */
@DisabledOnOs(OS.WINDOWS)
class StandaloneIT {
  /** Shared, so that programs are unpacked once; every test leaves it without running engines. */
  @TempDir static Path workplace;

  @BeforeAll
  static void needsTheJar() {
    assumeThat(PackagedGateway.JAR).as("a native build has no jar").exists();
  }

  @Test
  void shouldStopItsEnginesAndKeepData_whenTerminated() throws Exception {
    try (PackagedGateway gateway = gateway().awaitReady()) {
      // given
      List<ProcessHandle> engines = gateway.engines();
      assertThat(engines).hasSize(2).allMatch(ProcessHandle::isAlive);
      remember(gateway, "terminated");
      // when
      gateway.terminate();
      // then
      await().untilAsserted(() -> assertThat(engines).noneMatch(ProcessHandle::isAlive));
      assertThat(gateway.engines()).as("pid files left").isEmpty();
      assertThat(gateway.output()).doesNotContain("ERROR");
    }
    try (PackagedGateway again = gateway().awaitReady()) {
      assertThat(remembered(again, "terminated")).containsExactly("terminated", "terminated");
    }
  }

  @Test
  void shouldKeepDataAndEndOrphans_whenKilled() throws Exception {
    List<ProcessHandle> orphans;
    try (PackagedGateway gateway = gateway().awaitReady()) {
      remember(gateway, "killed");
      gateway.kill();
      orphans = gateway.engines();
      assertThat(orphans).hasSize(2).allMatch(ProcessHandle::isAlive);
      try (PackagedGateway again = gateway().awaitReady()) {
        assertThat(remembered(again, "killed")).containsExactly("killed", "killed");
        await().untilAsserted(() -> assertThat(orphans).noneMatch(ProcessHandle::isAlive));
        assertThat(again.engines()).hasSize(2).allMatch(ProcessHandle::isAlive);
      }
    }
  }

  @Test
  void shouldRefuseInOneSentence_whenTheDataDirectoryIsTaken() throws Exception {
    try (PackagedGateway first = gateway().awaitReady();
        PackagedGateway second = gateway()) {
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.output().strip().lines())
          .singleElement()
          .asString()
          .startsWith("Another Sluice already runs on the data directory");
      assertThat(first.engines()).hasSize(2).allMatch(ProcessHandle::isAlive);
    }
  }

  @Test
  void shouldNameTheMissingKey_whenOnlyOneIsSetInTheEnvironment() throws Exception {
    try (PackagedGateway gateway =
        PackagedGateway.start(workplace, Map.of("QUARKUS_REDIS_HOSTS", "redis://cache:6379"))) {
      assertRefusal(gateway, "quarkus.datasource.reactive.url is not");
    }
  }

  @Test
  void shouldNameTheMissingKey_whenOnlyOneIsSetInTheDotEnvFile(@TempDir Path place)
      throws Exception {
    // given
    Files.writeString(place.resolve(".env"), "QUARKUS_REDIS_HOSTS=redis://cache:6379\n");
    // then
    try (PackagedGateway gateway = PackagedGateway.start(place, Map.of())) {
      assertRefusal(gateway, "quarkus.datasource.reactive.url is not");
    }
  }

  @Test
  void shouldNameTheMissingKey_whenOnlyOneIsSetInTheConfigFolder(@TempDir Path place)
      throws Exception {
    // given
    Path config = Files.createDirectory(place.resolve("config"));
    Files.writeString(
        config.resolve("application.properties"),
        "%prod.quarkus.datasource.reactive.url=postgresql://db/sluice\n");
    // then
    try (PackagedGateway gateway = PackagedGateway.start(place, Map.of())) {
      assertRefusal(gateway, "quarkus.redis.hosts is not");
    }
  }

  private static void assertRefusal(PackagedGateway gateway, String words) throws Exception {
    assertThat(gateway.exitCode()).isEqualTo(1);
    assertThat(gateway.output().strip().lines()).singleElement().asString().contains(words);
  }

  private static PackagedGateway gateway() {
    return PackagedGateway.start(workplace, Map.of());
  }

  private static void remember(PackagedGateway gateway, String word) throws Exception {
    try (Connection connection = postgres(gateway);
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE remembered_" + word + " AS SELECT '" + word + "' AS word");
    }
    String auth = "AUTH " + gateway.passwords().redis() + "\r\n";
    assertThat(redis(gateway.redisPort(), auth + "SET " + word + " " + word)).contains("+OK");
    // Redis syncs its file every second at the latest; only what is in the file counts as written.
    Path file = workplace.resolve("data/redis/appendonly.aof");
    await().untilAsserted(() -> assertThat(Files.readString(file)).contains(word));
  }

  private static List<String> remembered(PackagedGateway gateway, String word) throws Exception {
    String auth = "AUTH " + gateway.passwords().redis() + "\r\n";
    try (Connection connection = postgres(gateway);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT word FROM remembered_" + word)) {
      rows.next();
      String[] answer = redis(gateway.redisPort(), auth + "GET " + word).split("\r\n");
      return List.of(rows.getString(1), answer[answer.length - 1]);
    }
  }

  private static Connection postgres(PackagedGateway gateway) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + gateway.postgresPort() + "/sluice",
        "sluice",
        gateway.passwords().postgres());
  }

  /** Sends inline commands, then QUIT, and returns all answers but the last. */
  private static String redis(int port, String commands) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(5000);
      socket.getOutputStream().write((commands + "\r\nQUIT\r\n").getBytes(US_ASCII));
      String answers = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      return answers.substring(0, answers.lastIndexOf("+OK\r\n"));
    }
  }
}
