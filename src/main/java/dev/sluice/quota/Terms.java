package dev.sluice.quota;

import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which limits a request meets, by the plans of its levels. */
@ApplicationScoped
public class Terms {
  /** Plans are looked for anew every few seconds. */
  private static final Duration A_WHILE = Duration.ofSeconds(5);

  private final Plans plans;
  private final String defaultPlan;
  private final Map<String, String> aliasPlans;

  Terms(Plans plans, QuotaConfig config) {
    this.plans = plans;
    this.defaultPlan = config.defaultPlan();
    this.aliasPlans =
        config.aliases().entrySet().stream()
            .filter(it -> it.getValue().plan().isPresent())
            .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().plan().orElseThrow()));
  }

  /**
   * The limits that a generation from this alias must keep.
   *
   * @throws Refusal.Unavailable if a plan of the caller's is not known here
   */
  public List<Bound> of(Caller caller, String alias) {
    List<Bound> bounds = new ArrayList<>();
    add(bounds, Level.ACCOUNT, Optional.of(caller.rights().plan().orElse(defaultPlan)));
    add(bounds, Level.CREDENTIAL, caller.rights().keyPlan());
    add(bounds, Level.TENANT, caller.rights().tenantPlan());
    add(bounds, Level.ALIAS, Optional.ofNullable(aliasPlans.get(alias)));
    return bounds;
  }

  /** The aliases that have a plan of their own. */
  public List<String> limitedAliases() {
    return aliasPlans.keySet().stream().sorted().toList();
  }

  private void add(List<Bound> bounds, Level level, Optional<String> name) {
    name.map(this::plan)
        .ifPresent(
            plan -> {
              plan.limits().forEach(limit -> bounds.add(Bound.of(level, plan.name(), limit)));
              plan.concurrent()
                  .ifPresent(most -> bounds.add(Bound.concurrent(level, plan.name(), most)));
            });
  }

  private Plan plan(String name) {
    return plans
        .find(name)
        .orElseThrow(
            () ->
                new Refusal.Unavailable(
                    "quota_unavailable",
                    "The plan '" + name + "' is not known at the moment; tell your operator.",
                    Optional.of(A_WHILE)));
  }
}
