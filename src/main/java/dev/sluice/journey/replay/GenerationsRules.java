package dev.sluice.journey.replay;

import dev.sluice.model.SettingRules;
import java.time.Duration;

/** What the settings of generations must fulfil. */
final class GenerationsRules {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  /** Readers miss a writer twice, a third of a lease apart, and are to be told within 30 s. */
  private static final Duration LONGEST_LEASE = Duration.ofSeconds(18);

  private GenerationsRules() {}

  static void check(GenerationsConfig config) {
    SettingRules rules = new SettingRules("sluice.generations.");
    Duration second = Duration.ofSeconds(1);
    rules.within("replay-ttl", config.replayTtl(), second, Duration.ofDays(7));
    rules.within("abandon-after", config.abandonAfter(), Duration.ZERO, Duration.ofDays(1));
    rules.within("replay-max-events", config.replayMaxEvents(), 100, 10_000_000);
    rules.within("replay-flush", config.replayFlush(), SHORTEST, second);
    rules.within("replay-poll", config.replayPoll(), SHORTEST, Duration.ofSeconds(10));
    rules.within("replay-give-up", config.replayGiveUp(), SHORTEST, Duration.ofMinutes(1));
    rules.within("redis-timeout", config.redisTimeout(), SHORTEST, Duration.ofSeconds(30));
    rules.within("lease", config.lease(), second, LONGEST_LEASE);
    rules.within("idempotency-ttl", config.idempotencyTtl(), second, Duration.ofDays(30));
  }
}
