package dev.sluice.admission.account;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * Who is billed.
 *
 * @param plan one that all its accounts share; empty where they share none
 */
public record Tenant(String id, Optional<String> plan, Instant createdAt) {

  /** As an operator's change is recorded. */
  public JsonObject recorded() {
    return new JsonObject().put("plan", plan.orElse(null));
  }
}
