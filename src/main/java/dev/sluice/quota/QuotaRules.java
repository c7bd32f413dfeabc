package dev.sluice.quota;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;

/** What settings of quotas must keep, beside their types. */
final class QuotaRules {
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
  private static final Duration LONGEST_LEASE = Duration.ofSeconds(40);

  private QuotaRules() {}

  /**
   * @throws ConfigurationException with one sentence about the first wrong value
   */
  static void check(QuotaConfig config) {
    percent("local-share", config.localShare());
    percent("warn-at", config.warnAt());
    positive("ledger-timeout", config.ledgerTimeout());
    Duration lease = config.lease();
    if (lease.compareTo(SHORTEST_LEASE) < 0 || lease.compareTo(LONGEST_LEASE) > 0) {
      throw wrong("lease", lease, "a duration from 1s to 40s");
    }
  }

  private static void percent(String key, int value) {
    if (value < 0 || value > 100) {
      throw wrong(key, value, "a number from 0 to 100");
    }
  }

  private static void positive(String key, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw wrong(key, value, "a duration above zero");
    }
  }

  private static ConfigurationException wrong(String key, Object value, String allowed) {
    return new ConfigurationException(
        "sluice.quota.%s is '%s', but allowed is %s.".formatted(key, value, allowed));
  }
}
