package dev.sluice.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.process.GatewayClient.Started;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** {@code kill -9} in mid-stream, and a restart on the same data. */
@EnabledOnOs(OS.LINUX)
class KilledGatewayIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void shouldTellReadersAndTheTrace_whenKilledInMidStreamAndRestarted() throws Exception {
    Path workplace = Workplace.fresh();
    try (Scene scene = new Scene()) {
      // given
      Started finished;
      Started cutOff;
      Frames chat;
      List<Frames.Frame> seen;
      try (GatewayProcess gateway = GatewayProcess.start(workplace, scene.standalone()).ready()) {
        scene.goOn();
        finished = gateway.client().generate("chat");
        gateway.client().events(finished).awaitEnd(SOON);
        TraceRows.of(gateway).awaitOutcome(finished.id(), "Completed", SOON);
        scene.pause();
        chat = gateway.client().chat("chat").awaitText("Hello");
        cutOff = gateway.client().generate("chat");
        Frames reader = gateway.client().events(cutOff).awaitText("Hello");
        seen = reader.all();

        // when
        gateway.kill();

        // then
        assertThat(chat.awaitEnd(SOON)).as("a broken stream looks broken").isFalse();
        assertThat(reader.awaitEnd(SOON)).isFalse();
        await().atMost(5, TimeUnit.SECONDS).until(() -> scene.upstream().call(1).closed().isDone());
        await().atMost(5, TimeUnit.SECONDS).until(() -> scene.upstream().call(2).closed().isDone());

        try (GatewayProcess again = GatewayProcess.start(workplace, scene.standalone()).ready()) {
          assertLost(again, seen, cutOff);
          TraceRows traces = TraceRows.of(again);
          traces.awaitOutcome(cutOff.id(), "InstanceLost", SOON);
          traces.awaitOutcome(chat.traceId(), "InstanceLost", SOON);
          assertThat(traces.outcome(finished.id())).isEqualTo("Completed");
          assertThat(again.client().generation(cutOff).getString("status")).isEqualTo("failed");
          assertThat(again.client().generation(finished).getString("text"))
              .isEqualTo("Hello, world");
        }
      }
    }
  }

  /** A reader that saw the first text only gets the rest that was logged, then the error. */
  private static void assertLost(GatewayProcess again, List<Frames.Frame> seen, Started cutOff) {
    Frames.Frame first =
        seen.stream().filter(frame -> frame.event().equals("delta")).findFirst().orElseThrow();
    Frames rest = again.client().events(cutOff, first.id());
    assertThat(rest.awaitEnd(SOON)).isTrue();
    assertThat(first.text() + rest.text()).isEqualTo("Hello");
    assertThat(rest.last().event()).isEqualTo("error");
    assertThat(rest.last().errorCode()).isEqualTo("instance_lost");
  }
}
