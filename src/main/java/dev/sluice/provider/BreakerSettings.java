package dev.sluice.provider;

import dev.sluice.model.SettingRules;
import dev.sluice.model.breaker.FaultToleranceBreaker.Settings;
import java.time.Duration;

/**
 * The breaker configuration, validated.
 *
 * @param candidate for a candidate's own breaker
 * @param credentials for a provider's key: a single refusal opens it, a single success closes it
 */
record BreakerSettings(Settings candidate, Settings credentials, Duration maxRetryAfter) {
  private static final SettingRules RULES = new SettingRules("sluice.breaker.");

  static BreakerSettings of(BreakerConfig config) {
    atLeastOne("request-volume", config.requestVolume());
    atLeastOne("success-threshold", config.successThreshold());
    RULES.demand(
        0 < config.failureRatio() && config.failureRatio() <= 1,
        "failure-ratio",
        config.failureRatio(),
        "a number above 0 and up to 1");
    positive("delay", config.delay());
    positive("credentials-delay", config.credentialsDelay());
    positive("max-retry-after", config.maxRetryAfter());
    return new BreakerSettings(
        new Settings(
            config.requestVolume(),
            config.failureRatio(),
            config.delay(),
            config.successThreshold()),
        new Settings(1, 1, config.credentialsDelay(), 1),
        config.maxRetryAfter());
  }

  private static void atLeastOne(String key, int value) {
    RULES.demand(value >= 1, key, value, "a number of at least 1");
  }

  private static void positive(String key, Duration value) {
    RULES.demand(value.toMillis() >= 1, key, value, "a duration of at least a millisecond");
  }
}
