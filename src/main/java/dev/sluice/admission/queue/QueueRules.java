package dev.sluice.admission.queue;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;

/** What the configuration of the queue must fulfil; each rule fails with one sentence. */
final class QueueRules {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private QueueRules() {}

  static void check(QueueConfig config) {
    config.weights().forEach((plan, weight) -> within("weights." + plan, weight, 1, 1000));
    within("places-per-caller", config.placesPerCaller(), 1, 1_000_000);
    within("max-waiting", config.maxWaiting(), 0, 1_000_000);
    within("max-wait", config.maxWait(), SHORTEST, Duration.ofHours(1));
    within("ageing", config.ageing(), Duration.ZERO, Duration.ofHours(1));
    within("tell-every", config.tellEvery(), SHORTEST, Duration.ofSeconds(5));
    within("poll", config.poll(), SHORTEST, Duration.ofSeconds(2));
    within("lease", config.lease(), Duration.ofSeconds(2), Duration.ofSeconds(28));
    within("redis-timeout", config.redisTimeout(), SHORTEST, Duration.ofSeconds(5));
  }

  private static void within(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw wrong(key, Integer.toString(value), "a number from " + least + " to " + most);
    }
  }

  private static void within(String key, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw wrong(key, value.toString(), "a duration from " + least + " to " + most);
    }
  }

  private static ConfigurationException wrong(String key, String value, String allowed) {
    return new ConfigurationException(
        "sluice.queue.%s is '%s', but allowed is %s.".formatted(key, value, allowed));
  }
}
