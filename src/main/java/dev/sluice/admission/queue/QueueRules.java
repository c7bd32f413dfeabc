package dev.sluice.admission.queue;

import dev.sluice.model.SettingRules;
import java.time.Duration;

/** What the settings of the queue must fulfil. */
final class QueueRules {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private QueueRules() {}

  static void check(QueueConfig config) {
    SettingRules rules = new SettingRules("sluice.queue.");
    config.weights().forEach((plan, weight) -> rules.within("weights." + plan, weight, 1, 1000));
    rules.within("places-per-caller", config.placesPerCaller(), 1, 1_000_000);
    rules.within("max-waiting", config.maxWaiting(), 0, 1_000_000);
    rules.within("max-wait", config.maxWait(), SHORTEST, Duration.ofHours(1));
    rules.within("ageing", config.ageing(), Duration.ZERO, Duration.ofHours(1));
    rules.within("tell-every", config.tellEvery(), SHORTEST, Duration.ofSeconds(5));
    rules.within("poll", config.poll(), SHORTEST, Duration.ofSeconds(2));
    rules.within("lease", config.lease(), Duration.ofSeconds(2), Duration.ofSeconds(28));
    rules.within("redis-timeout", config.redisTimeout(), SHORTEST, Duration.ofSeconds(5));
  }
}
