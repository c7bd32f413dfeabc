package dev.sluice.api.admin;

import dev.sluice.admission.launch.stop.Scope;
import dev.sluice.admission.launch.stop.Stop;
import dev.sluice.api.openai.Fields;
import io.vertx.core.json.JsonObject;

/** Emergency stops as JSON. */
final class SwitchJson {
  private SwitchJson() {}

  static Stop.Running running(Fields fields) {
    return switch (fields.text("running").orElse("keep")) {
      case "keep" -> Stop.Running.KEEP;
      case "end" -> Stop.Running.END;
      default -> throw fields.wrong("running", "must be keep or end.");
    };
  }

  static JsonObject of(Stop stop) {
    return of(stop.scope())
        .put("id", stop.number())
        .put("in_force", stop.release().isEmpty())
        .put("running", WordJson.lower(stop.running()))
        .put("reason", stop.reason())
        .put("stopped_at", stop.at().toString())
        .put("stopped_by", stop.by())
        .put("released_at", WordJson.text(stop.release().map(Stop.Release::at)))
        .put("released_by", stop.release().map(Stop.Release::by).orElse(null));
  }

  private static JsonObject of(Scope scope) {
    if (scope instanceof Scope.Tenant tenant) {
      return new JsonObject().put("scope", "tenant").put("name", tenant.name());
    }
    return scope instanceof Scope.Alias alias
        ? new JsonObject().put("scope", "alias").put("name", alias.name())
        : new JsonObject().put("scope", "everything").putNull("name");
  }
}
