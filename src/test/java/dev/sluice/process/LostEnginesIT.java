package dev.sluice.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.process.GatewayClient.Started;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** PostgreSQL or Redis dies under a running gateway and comes back. */
@EnabledOnOs(OS.LINUX)
class LostEnginesIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration BOUND = Duration.ofSeconds(4);

  private static Path workplace;
  private static Scene scene;
  private static GatewayProcess gateway;

  @BeforeAll
  static void start() {
    scene = new Scene();
    workplace = Workplace.fresh();
    gateway = GatewayProcess.start(workplace, scene.standalone()).ready();
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
    scene.close();
  }

  @Test
  void shouldFinishOpenStreamsRefuseNewOnesAndRecover_whenPostgresDies() throws Exception {
    // given
    scene.pause();
    Frames chat = gateway.client().chat("chat").awaitText("Hello");
    Started started = gateway.client().generate("chat");
    Frames reader = gateway.client().events(started).awaitText("Hello");

    // when
    List<String> command = Engine.POSTGRES.kill(gateway.data());

    // then
    assertUnavailable(() -> gateway.client().tryGenerate("chat"));
    assertUnavailable(() -> gateway.client().wholeChat("chat"));
    scene.goOn();
    assertThat(chat.awaitEnd(SOON)).isTrue();
    assertThat(chat.text()).isEqualTo("Hello, world");
    assertThat(reader.awaitEnd(SOON)).isTrue();
    assertThat(reader.text()).isEqualTo("Hello, world");

    // when
    Process again = Engine.start(command, workplace.resolve("postgres-again.txt"));

    // then
    try {
      await().atMost(SOON).until(() -> gateway.client().wholeChat("chat").statusCode() == 200);
      TraceRows traces = TraceRows.of(gateway);
      traces.awaitOutcome(chat.traceId(), "Completed", SOON);
      traces.awaitOutcome(started.id(), "Completed", SOON);
      await().atMost(SOON).until(() -> gateway.client().readiness() == 200);
    } finally {
      if (!gateway.alive()) {
        again.destroyForcibly();
      }
    }
  }

  @Test
  void shouldRefuseInTimeAndRecover_whenPostgresHangs() {
    // given
    scene.goOn();
    Engine.POSTGRES.freeze(gateway.data());

    // then
    try {
      assertUnavailable(() -> gateway.client().wholeChat("chat"));
      assertUnavailable(() -> gateway.client().tryGenerate("chat"));
    } finally {
      Engine.POSTGRES.thaw(gateway.data());
    }
    await().atMost(SOON).until(() -> gateway.client().wholeChat("chat").statusCode() == 200);
  }

  @Test
  void shouldGoOnChatting_whenRedisDies() throws Exception {
    // given
    scene.pause();
    Frames open = gateway.client().chat("chat").awaitText("Hello");

    // when
    List<String> command = Engine.REDIS.kill(gateway.data());

    // then
    assertUnavailable(() -> gateway.client().tryGenerate("chat"));
    Frames fresh = gateway.client().chat("chat").awaitText("Hello");
    scene.goOn();
    assertThat(open.awaitEnd(SOON)).isTrue();
    assertThat(open.text()).isEqualTo("Hello, world");
    assertThat(fresh.awaitEnd(SOON)).isTrue();
    assertThat(fresh.text()).isEqualTo("Hello, world");

    // when
    assertThat(
            Engine.start(command, workplace.resolve("redis-again.txt"))
                .waitFor(10, TimeUnit.SECONDS))
        .isTrue();

    // then
    await().atMost(SOON).until(() -> gateway.client().tryGenerate("chat").statusCode() == 201);
  }

  private static void assertUnavailable(Supplier<HttpResponse<String>> request) {
    long asked = System.nanoTime();
    HttpResponse<String> response = request.get();
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(BOUND);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
    JsonObject error = new JsonObject(response.body()).getJsonObject("error");
    assertThat(error.getString("type")).isEqualTo("service_unavailable");
    assertThat(error.getString("code"))
        .isIn(
            "trace_unavailable",
            "admission_unavailable",
            "replay_unavailable",
            "quota_unavailable");
  }
}
