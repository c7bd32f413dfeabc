package dev.sluice.api.admin;

import dev.sluice.admission.account.Account;
import dev.sluice.admission.account.Account.Status;
import dev.sluice.admission.account.Tenant;
import dev.sluice.api.openai.Fields;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/** Accounts and tenants as JSON. */
final class AccountJson {
  private AccountJson() {}

  static JsonObject of(Account account) {
    return new JsonObject()
        .put("tenant", account.tenant())
        .put("account", account.id())
        .put("status", account.word())
        .put("reason", suspended(account).map(Status.Suspended::reason).orElse(null))
        .put(
            "until",
            suspended(account).flatMap(Status.Suspended::until).map(Instant::toString).orElse(null))
        .put("plan", account.plan().orElse(null))
        .put("real_name", WordJson.lower(account.realName()))
        .put("invitation", WordJson.lower(account.invitation()))
        .put("created_at", account.createdAt().toString());
  }

  private static Optional<Status.Suspended> suspended(Account account) {
    return Optional.of(account.status())
        .filter(Status.Suspended.class::isInstance)
        .map(Status.Suspended.class::cast);
  }

  static JsonObject of(Tenant tenant) {
    return new JsonObject()
        .put("tenant", tenant.id())
        .put("plan", tenant.plan().orElse(null))
        .put("created_at", tenant.createdAt().toString());
  }

  static Status status(Fields fields) {
    String word = fields.requiredText("status");
    return switch (word) {
      case "active" -> new Status.Active();
      case "closed" -> new Status.Closed();
      case "suspended" ->
          new Status.Suspended(fields.requiredText("reason"), WordJson.instant(fields, "until"));
      default -> throw fields.wrong("status", "must be one of active, suspended, closed.");
    };
  }
}
