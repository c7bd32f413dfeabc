package dev.sluice.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AbandonmentTest {
  private static final Duration AFTER = Duration.ofSeconds(10);
  private static final Vertx NEVER_ASKED = null;

  private final RunningJourneys running = new RunningJourneys(new SimpleMeterRegistry());
  private final FakeReplayLog log = new FakeReplayLog();
  private final AtomicLong now = new AtomicLong();
  private final List<Outcome> wishes = new ArrayList<>();
  private final Abandonment abandonment =
      new Abandonment(running, log, AFTER, NEVER_ASKED, now::get);

  private void runs(Journey.Kind kind) {
    Journey journey =
        new Journey(
            "gen_1",
            kind,
            SampleJourney.CALLER,
            SampleJourney.chat(),
            SampleJourney.ROUTE,
            0,
            now::get);
    journey.stopSignal().listen(wishes::add);
    running.enter(journey);
  }

  private void lookAt(int second) {
    now.set(Duration.ofSeconds(second).toNanos());
    abandonment.look();
  }

  @Test
  void shouldStopAGeneration_whenNobodyReadItForSoLong() {
    // given
    runs(Journey.Kind.GENERATION);
    lookAt(1);
    lookAt(10);
    assertThat(wishes).isEmpty();
    // when
    lookAt(11);
    // then
    assertThat(wishes).containsExactly(new Outcome.Abandoned());
  }

  @Test
  void shouldBeginAnew_whenAReaderCameMeanwhile() {
    // given
    runs(Journey.Kind.GENERATION);
    lookAt(1);
    log.read.add("gen_1");
    lookAt(10);
    log.read.clear();
    // when
    lookAt(11);
    lookAt(20);
    // then
    assertThat(wishes).isEmpty();
    // when
    lookAt(21);
    // then
    assertThat(wishes).hasSize(1);
  }

  @Test
  void shouldLeaveChatsAlone_whichEndWithTheirCaller() {
    // given
    runs(Journey.Kind.CHAT);
    // when
    lookAt(1);
    lookAt(100);
    // then
    assertThat(wishes).isEmpty();
  }
}
