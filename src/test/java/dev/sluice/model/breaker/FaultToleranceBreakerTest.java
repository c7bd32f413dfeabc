package dev.sluice.model.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.breaker.Breaker.Permit;
import dev.sluice.model.breaker.Breaker.State;
import dev.sluice.model.breaker.FaultToleranceBreaker.Settings;
import dev.sluice.testing.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultToleranceBreakerTest {

  private static final Duration DELAY = Duration.ofSeconds(10);

  private final ManualTime time = ManualTime.SHARED;
  private final FaultToleranceBreaker breaker = breaker(2);

  private FaultToleranceBreaker breaker(int successThreshold) {
    return new FaultToleranceBreaker(
        "openai/gpt-x", new Settings(4, 0.5, DELAY, successThreshold), time);
  }

  @Test
  void shouldStayClosed_whenTooFewWereAsked() {
    failTimes(3);

    assertThat(breaker.state()).isEqualTo(State.CLOSED);
    assertThat(breaker.untilRetry()).isZero();
  }

  @Test
  void shouldOpen_whenTheRatioOfTheVolumeFailed() {
    permit().succeeded();
    permit().succeeded();
    failTimes(2);

    assertThat(breaker.state()).isEqualTo(State.OPEN);
    assertThat(breaker.tryAcquire()).isEmpty();
    assertThat(breaker.untilRetry()).isEqualTo(DELAY);
  }

  @Test
  void shouldSayHowLongItStaysOpen_whenTimePassed() {
    failTimes(4);

    time.advance(Duration.ofSeconds(4));

    assertThat(breaker.untilRetry()).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void shouldOpen_whenAnswersBreakInMidStream() {
    for (int i = 0; i < 4; i++) {
      Permit permit = permit();
      permit.opened();
      permit.failed();
    }

    assertThat(breaker.state()).isEqualTo(State.OPEN);
  }

  @Test
  void shouldCountAnAnswerOnce_whenItIsReportedAgain() {
    Permit permit = permit();
    for (int i = 0; i < 10; i++) {
      permit.failed();
    }

    assertThat(breaker.state()).isEqualTo(State.CLOSED);
  }

  @Test
  void shouldCountNothing_whenTheCallerLeft() {
    failTimes(3);

    for (int i = 0; i < 10; i++) {
      permit().released();
    }

    assertThat(breaker.state()).isEqualTo(State.CLOSED);
    failTimes(1);
    assertThat(breaker.state()).isEqualTo(State.OPEN);
  }

  @Test
  void shouldLetThroughAsManyProbesAsMustSucceed_whenHalfOpen() {
    halfOpen();

    permit();
    permit();

    assertThat(breaker.tryAcquire()).isEmpty();
    assertThat(breaker.untilRetry()).isPositive();
  }

  @Test
  void shouldLetThroughNoMoreProbes_whenManyAskAtOnce() {
    halfOpen();

    long permits =
        IntStream.range(0, 1000).parallel().filter(i -> breaker.tryAcquire().isPresent()).count();

    assertThat(permits).isEqualTo(2);
  }

  @Test
  void shouldOpenOnceAndProbe_whenManyFailAtOnce() {
    IntStream.range(0, 1000)
        .parallel()
        .mapToObj(i -> breaker.tryAcquire())
        .flatMap(Optional::stream)
        .forEach(permit -> permit.failed());

    assertThat(breaker.state()).isEqualTo(State.OPEN);
    time.advance(DELAY);
    assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
  }

  @Test
  void shouldClose_whenAllProbesOpened() {
    halfOpen();
    Permit first = permit();
    Permit second = permit();

    first.opened();
    assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
    second.opened();

    assertThat(breaker.state()).isEqualTo(State.CLOSED);
  }

  @Test
  void shouldOpenAgain_whenAProbeFails() {
    halfOpen();
    permit().opened();

    permit().failed();

    assertThat(breaker.state()).isEqualTo(State.OPEN);
    assertThat(breaker.untilRetry()).isEqualTo(DELAY);
  }

  @Test
  void shouldOpenAgain_whenAnOpenedProbeBreaksWhileHalfOpen() {
    halfOpen();
    Permit probe = permit();
    probe.opened();

    probe.failed();

    assertThat(breaker.state()).isEqualTo(State.OPEN);
  }

  @Test
  void shouldNotRunOutOfProbes_whenCallersLeaveDuringThem() {
    halfOpen();

    for (int i = 0; i < 20; i++) {
      permit().released();
    }

    assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
    permit().opened();
    permit().opened();
    assertThat(breaker.state()).isEqualTo(State.CLOSED);
  }

  @Test
  void shouldGiveAProbeBackOnce_whenItIsReleasedTwice() {
    halfOpen();
    Permit probe = permit();
    permit();

    probe.released();
    probe.released();

    assertThat(breaker.tryAcquire()).isPresent();
    assertThat(breaker.tryAcquire()).isEmpty();
  }

  @Test
  void shouldNotGiveAProbeBack_whenTheCallerLeavesAfterItOpened() {
    halfOpen();
    Permit probe = permit();
    probe.opened();

    probe.released();

    assertThat(breaker.tryAcquire()).isPresent();
    assertThat(breaker.tryAcquire()).isEmpty();
  }

  @Test
  void shouldIgnoreAnswersOfBefore_whenHalfOpen() {
    List<Permit> old = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      old.add(permit());
    }
    halfOpen();

    old.subList(0, 4).forEach(Permit::succeeded);
    old.subList(4, 8).forEach(permit -> permit.failed());

    assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
    permit().opened();
    permit().opened();
    assertThat(breaker.state()).isEqualTo(State.CLOSED);
  }

  @Test
  void shouldCountAProbesLaterFailure_whenClosedAgain() {
    halfOpen();
    Permit probe = permit();
    probe.opened();
    permit().opened();
    failTimes(1);
    permit().succeeded();
    permit().succeeded();

    probe.failed();

    assertThat(breaker.state()).isEqualTo(State.OPEN);
  }

  @Test
  void shouldBeIndependent_whenTwoHaveTheSameName() {
    FaultToleranceBreaker other = breaker(1);

    failTimes(4);

    assertThat(breaker.state()).isEqualTo(State.OPEN);
    assertThat(other.state()).isEqualTo(State.CLOSED);
  }

  private Permit permit() {
    Optional<Permit> permit = breaker.tryAcquire();
    assertThat(permit).isPresent();
    return permit.get();
  }

  private void failTimes(int times) {
    for (int i = 0; i < times; i++) {
      permit().failed();
    }
  }

  private void halfOpen() {
    failTimes(4);
    time.advance(DELAY);
    assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
  }
}
