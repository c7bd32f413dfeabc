package dev.sluice.process;

import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/** Looks at the table of traces as an auditor could. */
record TraceRows(String url, String user, String password) {

  static TraceRows of(Map<String, String> settings) {
    return new TraceRows(
        settings.get("quarkus.datasource.jdbc.url"),
        settings.get("quarkus.datasource.username"),
        settings.get("quarkus.datasource.password"));
  }

  /** Of a gateway with engines of its own. */
  static TraceRows of(GatewayProcess gateway) throws Exception {
    Properties passwords = new Properties();
    try (var in = Files.newInputStream(gateway.data().resolve("engines.properties"))) {
      passwords.load(in);
    }
    String port =
        Files.readAllLines(gateway.data().resolve(Path.of("postgres/postmaster.pid"))).get(3);
    return new TraceRows(
        "jdbc:postgresql://127.0.0.1:" + port.strip() + "/sluice",
        "sluice",
        passwords.getProperty("postgres.password"));
  }

  /** Outcome and finish reason of the generation, or {@code none}. */
  String outcome(String id) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        var statement = connection.prepareStatement("select outcome from trace where id = ?")) {
      statement.setString(1, id);
      try (var rows = statement.executeQuery()) {
        return rows.next() && rows.getString(1) != null ? rows.getString(1) : "none";
      }
    }
  }

  void awaitOutcome(String id, String outcome, Duration most) {
    await("outcome " + outcome + " of " + id)
        .atMost(most)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> outcome(id).equals(outcome));
  }
}
