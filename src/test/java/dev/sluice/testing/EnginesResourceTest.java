package dev.sluice.testing;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EnginesResource.class)
class EnginesResourceTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @Inject Pool pool;
  @Inject RedisDataSource redis;

  @Test
  void shouldAnswerSelect_whenPostgresIsTheTestEngine() {
    // when
    var row =
        pool.query("SELECT 1 AS one, current_setting('server_version_num')::int / 10000 AS major")
            .execute()
            .await()
            .atMost(SOON)
            .iterator()
            .next();
    // then
    assertThat(row.getInteger("one")).isEqualTo(1);
    assertThat(row.getInteger("major")).isEqualTo(18);
  }

  @Test
  void shouldAnswerPing_whenRedisIsTheTestEngine() {
    // when
    String answer = redis.execute("PING").toString();
    // then
    assertThat(answer).isEqualTo("PONG");
  }

  @Test
  void shouldBeReady_whenBothEnginesRun() {
    given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
  }

  @Test
  void shouldKeepStrangersOut_whenTheyHaveNoPassword() throws IOException {
    // given
    Config config = ConfigProvider.getConfig();
    String jdbc = config.getValue("quarkus.datasource.jdbc.url", String.class);
    URI redis = URI.create(config.getValue("quarkus.redis.hosts", String.class));
    // then
    assertThatThrownBy(() -> DriverManager.getConnection(jdbc, "sluice", "guess"))
        .hasMessageContaining("authentication failed");
    try (Socket socket = new Socket(redis.getHost(), redis.getPort())) {
      socket.getOutputStream().write("PING\r\n".getBytes(US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(7);
      assertThat(new String(answer, US_ASCII)).isEqualTo("-NOAUTH");
    }
    Path secrets = Path.of("target/test-engines/engines.properties");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
        .isEqualTo("rw-------");
  }
}
