package dev.sluice.api.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.api.openai.Fields;
import dev.sluice.model.Refusal;
import dev.sluice.quota.Plan;
import dev.sluice.quota.plans.KeptPlan;
import dev.sluice.quota.plans.LimitName;
import dev.sluice.quota.plans.PlanNames;
import dev.sluice.quota.plans.PlanTerms;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plans as JSON. */
final class PlanJson {
  private static final Set<String> FIELDS =
      Stream.concat(
              Arrays.stream(LimitName.values()).map(LimitName::field),
              Stream.of(PlanTerms.CONCURRENT))
          .collect(Collectors.toUnmodifiableSet());

  private PlanJson() {}

  /** The plan that a body describes under a name. */
  static Plan read(String name, ObjectNode body) {
    if (!PlanNames.isOne(name)) {
      throw Refusal.Invalid.parameter("name", "'name' must be " + PlanNames.ALLOWED + ".");
    }
    Fields fields = Fields.root(body);
    Numbers.refuseUnknown(fields, body, FIELDS, "a plan");
    return new Plan(
        name,
        LimitName.limits(limit -> Numbers.count(fields, limit.field())),
        fields.integer(PlanTerms.CONCURRENT, 0, Integer.MAX_VALUE));
  }

  static JsonObject of(KeptPlan kept) {
    return new JsonObject()
        .put("name", kept.plan().name())
        .put("source", WordJson.lower(kept.source()))
        .mergeIn(PlanTerms.json(kept.plan()));
  }
}
