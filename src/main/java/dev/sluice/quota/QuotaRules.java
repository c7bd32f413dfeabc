package dev.sluice.quota;

import dev.sluice.model.SettingRules;
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
  private static final SettingRules RULES = new SettingRules("sluice.quota.");
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);
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
    RULES.within("local-share", config.localShare(), 0, 100);
    RULES.within("warn-at", config.warnAt(), 0, 100);
    RULES.within("ledger-timeout", config.ledgerTimeout(), SHORTEST, LONGEST_TIMEOUT);
    RULES.within("lease", config.lease(), SHORTEST_LEASE, LONGEST_LEASE);
    config.aliases().forEach((alias, its) -> its.plan().ifPresent(plan -> known(alias, plan)));
  }

  private void known(String alias, String plan) {
    if (plans.find(plan).isEmpty()) {
      throw RULES.wrong("aliases." + alias + ".plan", plan, "the name of a plan that there is");
    }
  }
}
