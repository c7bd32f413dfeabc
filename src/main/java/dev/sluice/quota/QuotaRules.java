package dev.sluice.quota;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;

/** What settings of quotas must keep, beside their types; looked at once plans are loaded. */
@ApplicationScoped
class QuotaRules {
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
  private static final Duration LONGEST_LEASE = Duration.ofSeconds(40);
  private static final int ONCE_PLANS_ARE_LOADED = Interceptor.Priority.APPLICATION + 900;

  private final QuotaConfig config;
  private final Plans plans;

  QuotaRules(QuotaConfig config, Plans plans) {
    this.config = config;
    this.plans = plans;
  }

  /**
   * @throws ConfigurationException with one sentence about the first wrong value
   */
  void check(@Observes @Priority(ONCE_PLANS_ARE_LOADED) StartupEvent start) {
    percent("local-share", config.localShare());
    percent("warn-at", config.warnAt());
    Duration timeout = config.ledgerTimeout();
    if (timeout.isZero() || timeout.isNegative()) {
      throw wrong("ledger-timeout", timeout, "a duration above zero");
    }
    Duration lease = config.lease();
    if (lease.compareTo(SHORTEST_LEASE) < 0 || lease.compareTo(LONGEST_LEASE) > 0) {
      throw wrong("lease", lease, "a duration from 1s to 40s");
    }
    config.aliases().forEach((alias, its) -> its.plan().ifPresent(plan -> known(alias, plan)));
  }

  private void known(String alias, String plan) {
    if (plans.find(plan).isEmpty()) {
      throw wrong("aliases." + alias + ".plan", plan, "the name of a plan that there is");
    }
  }

  private static void percent(String key, int value) {
    if (value < 0 || value > 100) {
      throw wrong(key, value, "a number from 0 to 100");
    }
  }

  private static ConfigurationException wrong(String key, Object value, String allowed) {
    return new ConfigurationException(
        "sluice.quota.%s is '%s', but allowed is %s.".formatted(key, value, allowed));
  }
}
