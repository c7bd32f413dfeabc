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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code SIGTERM}: what is open may end, what is new is sent away, and it takes no longer. */
@EnabledOnOs(OS.LINUX)
class ShutdownIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int BY_SIGTERM = 143;

  @TempDir Path workplace;

  @Test
  void shouldFinishOpenStreamsAndRefuseNewOnes_whenTheyEndInTime() throws Exception {
    try (Scene scene = new Scene();
        GatewayProcess gateway =
            GatewayProcess.start(Workplace.fresh(), scene.standalone()).ready()) {
      // given
      GatewayClient client = gateway.client();
      List<ProcessHandle> engines = gateway.engines();
      Frames chat = client.chat("chat").awaitText("Hello");
      Started started = client.generate("chat");
      Frames reader = client.events(started).awaitText("Hello");

      // when
      gateway.terminate();

      // then
      await("readiness tells").atMost(SOON).until(() -> client.readiness() == 503);
      assertRefused(client.tryGenerate("chat"));
      assertRefused(client.wholeChat("chat"));
      assertThat(scene.upstream().calls()).hasSize(2);
      scene.goOn();
      assertThat(chat.awaitEnd(SOON)).isTrue();
      assertThat(chat.text()).isEqualTo("Hello, world");
      assertThat(chat.last().data()).isEqualTo("[DONE]");
      assertThat(reader.awaitEnd(SOON)).isTrue();
      assertThat(reader.text()).isEqualTo("Hello, world");
      assertThat(reader.last().event()).isEqualTo("done");
      assertThat(gateway.exitCode(Duration.ofSeconds(15))).isEqualTo(BY_SIGTERM);
      assertThat(engines).hasSize(2).allMatch(Engine::ended);
      assertThat(gateway.output()).doesNotContain("ERROR").doesNotContain("Exception");
    }
  }

  @Test
  void shouldEndOpenStreamsWithAnError_whenTheyDoNotEndInTime() throws Exception {
    try (Scene scene = new Scene();
        GatewayProcess gateway =
            GatewayProcess.start(workplace, scene.shared("quarkus.shutdown.timeout", "2s"))
                .ready();
        GatewayProcess other = GatewayProcess.start(workplace, scene.shared()).ready()) {
      // given
      Frames chat = gateway.client().chat("chat").awaitText("Hello");
      Started started = gateway.client().generate("chat");
      Frames reader = gateway.client().events(started).awaitText("Hello");
      Started elsewhere = other.client().generate("chat");
      Frames guest = gateway.client().events(elsewhere).awaitText("Hello");

      // when
      long asked = System.nanoTime();
      gateway.terminate();

      // then
      assertThat(gateway.exitCode(Duration.ofSeconds(20))).isEqualTo(BY_SIGTERM);
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(6));
      assertOneError(chat);
      assertOneError(reader);
      scene.upstream().call(0).closed().get(1, TimeUnit.SECONDS);
      scene.upstream().call(1).closed().get(1, TimeUnit.SECONDS);
      TraceRows traces = TraceRows.of(scene.shared());
      assertThat(traces.outcome(chat.traceId())).isEqualTo("Drained");
      assertThat(traces.outcome(started.id())).isEqualTo("Drained");
      guest.awaitEnd(SOON);
      assertThat(guest.all()).as("runs on elsewhere").noneMatch(Frames.Frame::isError);
      assertThat(other.client().generation(started).getString("status")).isEqualTo("failed");
    }
  }

  private static void assertOneError(Frames frames) {
    assertThat(frames.awaitEnd(SOON)).isTrue();
    assertThat(frames.all()).filteredOn(Frames.Frame::isError).hasSize(1);
    assertThat(frames.last().errorCode()).isEqualTo("no_provider_available");
  }

  private static void assertRefused(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
    assertThat(response.headers().firstValue("X-Sluice-Trace-Id")).isPresent();
    JsonObject error = new JsonObject(response.body()).getJsonObject("error");
    assertThat(error.getString("type")).isEqualTo("service_unavailable");
    assertThat(error.getString("message")).isNotBlank();
  }
}
