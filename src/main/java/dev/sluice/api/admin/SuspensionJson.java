package dev.sluice.api.admin;

import dev.sluice.moderation.Suspensions.Appeal;
import dev.sluice.moderation.Suspensions.Suspension;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** Suspensions and appeals as JSON. */
final class SuspensionJson {
  private SuspensionJson() {}

  static JsonObject of(Suspension suspension) {
    return new JsonObject()
        .put("id", suspension.id())
        .put("tenant", suspension.tenant())
        .put("account", suspension.account())
        .put("since", suspension.since().toString())
        .put("until", suspension.until().map(Instant::toString).orElse(null))
        .put("category", suspension.category())
        .put("in_a_row", suspension.inARow())
        .put("on_the_day", suspension.onTheDay())
        .put(
            "appeals",
            new JsonArray(suspension.appeals().stream().map(SuspensionJson::of).toList()));
  }

  static JsonObject of(Appeal appeal) {
    return new JsonObject()
        .put("id", appeal.id())
        .put("tenant", appeal.tenant())
        .put("account", appeal.account())
        .put("suspension", appeal.suspension().orElse(null))
        .put("text", appeal.text())
        .put("created_at", appeal.createdAt().toString());
  }
}
