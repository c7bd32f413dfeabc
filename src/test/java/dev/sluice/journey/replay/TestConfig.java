package dev.sluice.journey.replay;

import java.time.Duration;

/** Short times, so that tests need not wait. */
record TestConfig(
    Duration replayTtl,
    Duration abandonAfter,
    int replayMaxEvents,
    Duration replayFlush,
    Duration replayPoll,
    Duration replayGiveUp,
    Duration redisTimeout,
    Duration lease,
    Duration idempotencyTtl)
    implements GenerationsConfig {

  static TestConfig quick() {
    return new TestConfig(
        Duration.ofMinutes(1),
        Duration.ofSeconds(1),
        50_000,
        Duration.ofMillis(10),
        Duration.ofMillis(10),
        Duration.ofSeconds(2),
        Duration.ofSeconds(1),
        Duration.ofSeconds(6),
        Duration.ofMinutes(1));
  }

  TestConfig withLease(Duration other) {
    return new TestConfig(
        replayTtl,
        abandonAfter,
        replayMaxEvents,
        replayFlush,
        replayPoll,
        replayGiveUp,
        redisTimeout,
        other,
        idempotencyTtl);
  }

  TestConfig withMaxEvents(int other) {
    return new TestConfig(
        replayTtl,
        abandonAfter,
        other,
        replayFlush,
        replayPoll,
        replayGiveUp,
        redisTimeout,
        lease,
        idempotencyTtl);
  }

  TestConfig withPatience(Duration timeout, Duration giveUp) {
    return new TestConfig(
        replayTtl,
        abandonAfter,
        replayMaxEvents,
        replayFlush,
        replayPoll,
        giveUp,
        timeout,
        lease,
        idempotencyTtl);
  }
}
