package dev.sluice.admission.launch.stop;

import dev.sluice.admission.launch.Rows;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Optional;

/** Emergency stops as rows, and as their record. */
final class StopRows {
  private StopRows() {}

  static Stop stop(Row row) {
    return new Stop(
        row.getLong("number"),
        scope(row.getString("scope"), row.getString("name")),
        Stop.Running.valueOf(row.getString("running")),
        row.getString("reason"),
        Rows.instant(row, "stopped_at"),
        row.getString("stopped_by"),
        release(row));
  }

  private static Optional<Stop.Release> release(Row row) {
    return Rows.maybeInstant(row, "released_at")
        .map(at -> new Stop.Release(at, row.getString("released_by")));
  }

  private static Scope scope(String kind, String name) {
    return switch (kind) {
      case "EVERYTHING" -> new Scope.Everything();
      case "TENANT" -> new Scope.Tenant(name);
      case "ALIAS" -> new Scope.Alias(name);
      default -> throw new IllegalStateException("no scope is called " + kind);
    };
  }

  static String kind(Scope scope) {
    if (scope instanceof Scope.Tenant) {
      return "TENANT";
    }
    return scope instanceof Scope.Alias ? "ALIAS" : "EVERYTHING";
  }

  static String name(Scope scope) {
    if (scope instanceof Scope.Tenant tenant) {
      return tenant.name();
    }
    return scope instanceof Scope.Alias alias ? alias.name() : "";
  }

  static JsonObject json(Stop stop) {
    return new JsonObject()
        .put("scope", kind(stop.scope()))
        .put("name", name(stop.scope()))
        .put("running", stop.running().name())
        .put("reason", stop.reason());
  }
}
