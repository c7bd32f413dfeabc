package dev.sluice.quota.plans;

import dev.sluice.model.SettingRules;
import dev.sluice.quota.Plan;
import dev.sluice.quota.plans.KeptPlan.Source;
import dev.sluice.quota.plans.PlansConfig.PlanConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The plans that no operator changes: those of the configuration, and the one without limits. They
 * come before operators' plans of the same name. The default plan is without limits where neither
 * configuration nor operators say anything of it.
 */
@ApplicationScoped
class FixedPlans {
  private static final SettingRules RULES = new SettingRules("sluice.quota.plans.");

  private final Map<String, KeptPlan> plans = new HashMap<>();
  private final KeptPlan byDefault;

  FixedPlans(PlansConfig config) {
    byDefault =
        new KeptPlan(
            new Plan(config.defaultPlan(), List.of(), OptionalInt.empty()), Source.BUILT_IN);
    config.plans().forEach((name, plan) -> add(read(name, plan), Source.CONFIGURATION));
    add(Plan.UNLIMITED, Source.BUILT_IN);
  }

  private void add(Plan plan, Source source) {
    plans.put(plan.name(), new KeptPlan(plan, source));
  }

  boolean has(String name) {
    return plans.containsKey(name);
  }

  /** All plans by name, those that operators keep among them. */
  NavigableMap<String, KeptPlan> with(List<Plan> kept) {
    NavigableMap<String, KeptPlan> all = new TreeMap<>();
    kept.forEach(plan -> all.put(plan.name(), new KeptPlan(plan, Source.OPERATORS)));
    all.putAll(plans);
    all.putIfAbsent(byDefault.plan().name(), byDefault);
    return all;
  }

  private static Plan read(String name, PlanConfig config) {
    if (!PlanNames.isOne(name) || name.equals(Plan.UNLIMITED.name())) {
      throw new ConfigurationException(
          "sluice.quota.plans has the plan '%s', but allowed are %s; 'unlimited' always exists."
              .formatted(name, PlanNames.ALLOWED));
    }
    return new Plan(
        name,
        LimitName.limits(limit -> most(name, limit, limit.in(config))),
        concurrent(name, config.concurrent()));
  }

  private static OptionalLong most(String plan, LimitName limit, OptionalLong most) {
    most.ifPresent(value -> check(plan, limit.key(), value));
    return most;
  }

  private static OptionalInt concurrent(String plan, OptionalInt most) {
    most.ifPresent(value -> check(plan, PlanTerms.CONCURRENT, value));
    return most;
  }

  private static void check(String plan, String key, long value) {
    RULES.demand(value >= 0, plan + "." + key, value, "a whole number of at least 0");
  }
}
