package dev.sluice.api.identity;

import dev.sluice.admission.identity.Identity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Identities as JSON, always masked. */
public final class IdentityJson {
  private IdentityJson() {}

  /** What a caller is shown of himself. */
  public static JsonObject own(Identity identity) {
    return new JsonObject()
        .put("kind", lower(identity.kind()))
        .put("masked", identity.masked())
        .put("how", lower(identity.how()))
        .put("verified_at", identity.verifiedAt().toString());
  }

  /** The same for operators. */
  public static JsonObject of(Identity identity) {
    return own(identity)
        .put("id", identity.id())
        .put("tenant", identity.tenant())
        .put("account", identity.account())
        .put("by", identity.by())
        .put("ticket", identity.ticket().orElse(null))
        .put("erased_at", identity.erasedAt().map(Instant::toString).orElse(null));
  }

  /** A caller's state: verified as soon as one identity is that was not erased. */
  public static JsonObject state(List<Identity> identities) {
    JsonArray known = new JsonArray();
    identities.stream()
        .filter(identity -> identity.erasedAt().isEmpty())
        .forEach(identity -> known.add(own(identity)));
    return new JsonObject()
        .put("state", known.isEmpty() ? "unknown" : "verified")
        .put("identities", known);
  }

  public static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
