package dev.sluice.provider;

import dev.sluice.model.breaker.FaultToleranceBreaker.Settings;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;

/**
 * The breaker configuration, validated.
 *
 * @param candidate for a candidate's own breaker
 * @param credentials for a provider's key: a single refusal opens it, a single success closes it
 */
record BreakerSettings(Settings candidate, Settings credentials, Duration maxRetryAfter) {

  static BreakerSettings of(BreakerConfig config) {
    atLeastOne("request-volume", config.requestVolume());
    atLeastOne("success-threshold", config.successThreshold());
    if (!(0 < config.failureRatio() && config.failureRatio() <= 1)) {
      throw wrong("failure-ratio", config.failureRatio(), "a number above 0 and up to 1");
    }
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

  private static void atLeastOne(String property, int value) {
    if (value < 1) {
      throw wrong(property, value, "a number of at least 1");
    }
  }

  private static void positive(String property, Duration value) {
    if (value.toMillis() < 1) {
      throw wrong(property, value, "a duration of at least a millisecond");
    }
  }

  private static ConfigurationException wrong(String property, Object value, String allowed) {
    return new ConfigurationException(
        "sluice.breaker.%s is '%s', but allowed is %s.".formatted(property, value, allowed));
  }
}
