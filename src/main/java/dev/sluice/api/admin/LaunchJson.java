package dev.sluice.api.admin;

import dev.sluice.admission.launch.batch.Batch;
import dev.sluice.admission.launch.batch.BatchState;
import dev.sluice.admission.launch.batch.Health;
import dev.sluice.admission.launch.batch.Launch;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A launch and its batches as JSON. */
final class LaunchJson {
  private LaunchJson() {}

  static JsonObject of(Launch launch) {
    return new JsonObject()
        .put("halted", launch.halt().map(LaunchJson::of).orElse(null))
        .put("batches", new JsonArray(launch.batches().stream().map(LaunchJson::of).toList()));
  }

  private static JsonObject of(Launch.Halt halt) {
    return new JsonObject()
        .put("since", halt.since().toString())
        .put("by", halt.by())
        .put("reason", halt.reason());
  }

  static JsonObject of(Batch batch) {
    return of(batch.state())
        .put("number", batch.number())
        .put("name", batch.name())
        .put("cap", batch.cap())
        .put("admitted", batch.admitted());
  }

  private static JsonObject of(BatchState state) {
    if (state instanceof BatchState.Open open) {
      return new JsonObject().put("state", "open").put("opened_at", open.since().toString());
    }
    return state instanceof BatchState.Closed closed
        ? new JsonObject()
            .put("state", "closed")
            .put("opened_at", closed.since().toString())
            .put("closed_at", closed.until().toString())
        : new JsonObject().put("state", "planned");
  }

  static JsonObject of(Health health, List<String> broken) {
    return new JsonObject()
        .put("generations", health.generations())
        .put("failed", health.failed())
        .put("error_rate", health.errorRate())
        .put("review_backlog", health.reviewBacklog())
        .put("daily_cost_micros", health.dailyCostMicros())
        .put("broken_rules", new JsonArray(broken));
  }
}
