package dev.sluice.quota.plans;

import dev.sluice.model.Caller;
import dev.sluice.model.Page;
import dev.sluice.model.Refusal;
import dev.sluice.quota.Plan;
import dev.sluice.quota.QuotaConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * The plans as operators read and keep them. A change is in force on every instance within five
 * seconds; what was used stays counted, so a lower limit counts from what is used.
 */
@ApplicationScoped
public class PlanBook {
  private final FixedPlans fixed;
  private final PostgresPlans kept;
  private final QuotaConfig config;

  PlanBook(FixedPlans fixed, PostgresPlans kept, QuotaConfig config) {
    this.fixed = fixed;
    this.kept = kept;
    this.config = config;
  }

  /** All plans by name. */
  public Uni<Page<KeptPlan>> list(Optional<String> behind, int limit) {
    return all().map(plans -> page(plans.tailMap(behind.orElse(""), false), limit));
  }

  private static Page<KeptPlan> page(NavigableMap<String, KeptPlan> rest, int limit) {
    List<KeptPlan> oneMore = rest.values().stream().limit(limit + 1L).toList();
    return Page.of(oneMore, limit, it -> it.plan().name());
  }

  /** Fails with {@link Refusal.NotFound}. */
  public Uni<KeptPlan> find(String name) {
    return all().map(plans -> Optional.ofNullable(plans.get(name)).orElseThrow(PlanBook::unknown));
  }

  /** Makes the plan or replaces it; fails with {@link Refusal.Conflict} where it is not ours. */
  public Uni<KeptPlan> put(Caller by, Plan plan) {
    refuseFixed(plan.name());
    return kept.put(by, plan).replaceWith(new KeptPlan(plan, KeptPlan.Source.OPERATORS));
  }

  /** Fails with {@link Refusal.Conflict} while anybody is on it, or may come to be. */
  public Uni<Void> delete(Caller by, String name) {
    refuseFixed(name);
    if (name.equals(config.defaultPlan())) {
      throw new Refusal.Conflict(
          "plan_is_default", "This is the plan of all accounts that have none of their own.");
    }
    refuseAliasPlan(name);
    return kept.delete(by, name);
  }

  private void refuseAliasPlan(String name) {
    if (config.aliases().values().stream().anyMatch(it -> it.plan().equals(Optional.of(name)))) {
      throw new Refusal.Conflict(
          "plan_in_use", "The configuration puts a model alias on this plan; take it off first.");
    }
  }

  private Uni<NavigableMap<String, KeptPlan>> all() {
    return kept.all().map(fixed::with);
  }

  private void refuseFixed(String name) {
    if (fixed.has(name)) {
      throw new Refusal.Conflict(
          "plan_is_fixed", "This plan stands in the configuration and is changed there.");
    }
  }

  static Refusal.NotFound unknown() {
    return new Refusal.NotFound("plan_not_found", "name", "There is no such plan.");
  }
}
