package dev.sluice.api.account;

import dev.sluice.admission.identity.Identity;
import dev.sluice.admission.own.OwnAccount;
import dev.sluice.api.identity.IdentityJson;
import dev.sluice.model.Caller;
import dev.sluice.moderation.Suspensions.Appeal;
import dev.sluice.moderation.Suspensions.Suspension;
import dev.sluice.trace.OwnTrace;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** An account's own data as JSON. */
final class ExportJson {
  private ExportJson() {}

  static JsonObject of(
      Caller caller, OwnAccount account, List<Identity> identities, List<Suspension> suspensions) {
    return new JsonObject()
        .put("account", account(caller, account))
        .put("identities", array(identities, IdentityJson::own))
        .put("keys", array(account.keys(), ExportJson::key))
        .put("suspensions", array(suspensions, ExportJson::suspension));
  }

  private static JsonObject account(Caller caller, OwnAccount account) {
    return new JsonObject()
        .put("tenant", caller.tenant())
        .put("id", caller.account())
        .put("status", account.status().toLowerCase(Locale.ROOT))
        .put("real_name", account.realName().toLowerCase(Locale.ROOT))
        .put("plan", account.plan().orElse(null))
        .put("created_at", text(account.createdAt()));
  }

  private static JsonObject key(OwnAccount.Key key) {
    return new JsonObject()
        .put("id", key.id())
        .put("name", key.name())
        .put("prefix", key.prefix())
        .put("role", key.role().toLowerCase(Locale.ROOT))
        .put("created_at", key.createdAt().toString())
        .put("expires_at", text(key.expiresAt()))
        .put("revoked_at", text(key.revokedAt()));
  }

  private static JsonObject suspension(Suspension suspension) {
    return new JsonObject()
        .put("id", suspension.id())
        .put("since", suspension.since().toString())
        .put("until", text(suspension.until()))
        .put("category", suspension.category())
        .put("appeals", array(suspension.appeals(), ExportJson::appeal));
  }

  private static JsonObject appeal(Appeal appeal) {
    return new JsonObject()
        .put("id", appeal.id())
        .put("text", appeal.text())
        .put("created_at", appeal.createdAt().toString());
  }

  static JsonObject trace(OwnTrace trace) {
    return new JsonObject()
        .put("id", trace.id())
        .put("key", trace.credential())
        .put("model", trace.alias())
        .put("kind", trace.kind())
        .put("started_at", trace.startedAt().toString())
        .put("ended_at", text(trace.endedAt()))
        .put("outcome", trace.outcome().orElse(null))
        .put("finish_reason", trace.finishReason().orElse(null))
        .put("input_characters", trace.inputChars())
        .put("input_tokens", number(trace.inputTokens()))
        .put("output_tokens", number(trace.outputTokens()));
  }

  private static <T> JsonArray array(List<T> items, Function<T, JsonObject> item) {
    return new JsonArray(items.stream().map(item).toList());
  }

  private static String text(Optional<Instant> instant) {
    return instant.map(Instant::toString).orElse(null);
  }

  private static Integer number(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }
}
