package dev.sluice.admission.account;

import dev.sluice.model.Standing;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * A person's or an application's record.
 *
 * @param plan its own; empty means the configured default
 */
public record Account(
    String tenant,
    String id,
    Status status,
    Optional<String> plan,
    Standing.RealName realName,
    Standing.Invitation invitation,
    Instant createdAt) {

  /** Whether an account is served. */
  public sealed interface Status {

    /** It is. */
    record Active() implements Status {}

    /**
     * It may look at what it has, but have nothing done.
     *
     * @param reason what the account is told
     * @param until when it ends by itself; empty: when an operator ends it
     */
    record Suspended(String reason, Optional<Instant> until) implements Status {}

    /** Its credentials are none. */
    record Closed() implements Status {}
  }

  /** As an operator's change is recorded. */
  JsonObject recorded() {
    JsonObject json = new JsonObject().put("status", word()).put("plan", plan.orElse(null));
    if (status instanceof Status.Suspended suspended) {
      json.put("reason", suspended.reason());
      json.put("until", suspended.until().map(Instant::toString).orElse(null));
    }
    return json;
  }

  /** The status in one word. */
  public String word() {
    if (status instanceof Status.Suspended) {
      return "suspended";
    }
    return status instanceof Status.Closed ? "closed" : "active";
  }
}
