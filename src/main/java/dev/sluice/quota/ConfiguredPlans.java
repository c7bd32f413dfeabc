package dev.sluice.quota;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * The plans of {@code sluice.quota.plans}. The plan {@code unlimited} always exists, and the
 * default plan is without limits where nothing is configured for it.
 */
@Startup
@ApplicationScoped
class ConfiguredPlans implements Plans {
  private final Map<String, Plan> byName = new HashMap<>();

  ConfiguredPlans(QuotaConfig config) {
    QuotaRules.check(config);
    byName.put(
        config.defaultPlan(), new Plan(config.defaultPlan(), List.of(), OptionalInt.empty()));
    config.plans().forEach((name, plan) -> byName.put(name, PlanReader.read(name, plan)));
    if (config.plans().containsKey(Plan.UNLIMITED.name())) {
      throw new ConfigurationException(
          "sluice.quota.plans names 'unlimited', but allowed is any other name.");
    }
    byName.put(Plan.UNLIMITED.name(), Plan.UNLIMITED);
    config.aliases().forEach((alias, its) -> its.plan().ifPresent(plan -> check(alias, plan)));
  }

  private void check(String alias, String plan) {
    if (!byName.containsKey(plan)) {
      throw new ConfigurationException(
          "sluice.quota.aliases.%s.plan is '%s', but allowed are %s."
              .formatted(alias, plan, String.join(", ", new TreeSet<>(byName.keySet()))));
    }
  }

  @Override
  public Optional<Plan> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
