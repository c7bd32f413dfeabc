package dev.sluice.quota.plans;

import dev.sluice.quota.Plan;

/** A plan and where it comes from; only {@link Source#OPERATORS} is changed by operators. */
public record KeptPlan(Plan plan, Source source) {

  /** Where a plan comes from. */
  public enum Source {
    BUILT_IN,
    CONFIGURATION,
    OPERATORS
  }
}
