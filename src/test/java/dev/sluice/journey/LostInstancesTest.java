package dev.sluice.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LostInstancesTest {
  private static final Vertx NEVER_ASKED = null;

  private final FakeTraces traces = new FakeTraces();
  private final FakeReplayLog log = new FakeReplayLog();
  private final LostInstances lost =
      new LostInstances(traces, log, Clock.systemUTC(), Duration.ofSeconds(5), NEVER_ASKED);

  private void look() {
    lost.look().await().indefinitely();
  }

  @Test
  void shouldCloseItsTraces_whenAnInstanceIsSilentAtTwoLooks() {
    // given
    traces.openInstances = Set.of("dead", "alive");
    log.alive.add("alive");
    // when
    look();
    // then
    assertThat(traces.lost).isEmpty();
    // when
    look();
    // then
    assertThat(traces.lost).containsExactly("dead");
  }

  @Test
  void shouldForgiveOneSilence_whenTheInstanceSpeaksAgain() {
    // given
    traces.openInstances = Set.of("slow");
    look();
    log.alive.add("slow");
    look();
    log.alive.clear();
    // when
    look();
    // then
    assertThat(traces.lost).isEmpty();
  }
}
