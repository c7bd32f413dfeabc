package dev.sluice.quota.plans;

import dev.sluice.quota.Limit;
import dev.sluice.quota.Plan;
import io.vertx.core.json.JsonObject;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A plan's limits as JSON: a number for each that it has, by {@link LimitName#field}. */
public final class PlanTerms {
  /** Names the bound on generations open at once. */
  public static final String CONCURRENT = "concurrent";

  private PlanTerms() {}

  public static JsonObject json(Plan plan) {
    JsonObject terms = new JsonObject();
    for (Limit limit : plan.limits()) {
      terms.put(LimitName.of(limit).field(), limit.most());
    }
    plan.concurrent().ifPresent(most -> terms.put(CONCURRENT, most));
    return terms;
  }

  static Plan plan(String name, JsonObject terms) {
    Integer concurrent = terms.getInteger(CONCURRENT);
    return new Plan(
        name,
        LimitName.limits(limit -> most(terms.getLong(limit.field()))),
        concurrent == null ? OptionalInt.empty() : OptionalInt.of(concurrent));
  }

  private static OptionalLong most(Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
