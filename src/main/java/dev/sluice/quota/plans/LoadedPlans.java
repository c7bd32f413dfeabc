package dev.sluice.quota.plans;

import dev.sluice.quota.Plan;
import dev.sluice.quota.Plans;
import dev.sluice.quota.tables.MemoryCopy;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** The plans this instance goes by; until the first look there are none, and nobody is let in. */
@ApplicationScoped
class LoadedPlans implements Plans, MemoryCopy {
  private final FixedPlans fixed;
  private final PostgresPlans kept;
  private volatile Map<String, KeptPlan> plans = Map.of();

  LoadedPlans(FixedPlans fixed, PostgresPlans kept) {
    this.fixed = fixed;
    this.kept = kept;
  }

  @Override
  public Optional<Plan> find(String name) {
    return Optional.ofNullable(plans.get(name)).map(KeptPlan::plan);
  }

  @Override
  public String what() {
    return "plans";
  }

  @Override
  public Uni<Void> refresh() {
    return kept.all().invoke(found -> plans = fixed.with(found)).replaceWithVoid();
  }
}
