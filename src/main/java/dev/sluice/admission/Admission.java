package dev.sluice.admission;

import dev.sluice.admission.identity.IdentityPolicy;
import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Says who asks, or that nobody may. */
@ApplicationScoped
public class Admission {
  private static final String SCHEME = "Bearer ";
  private static final Duration LOOKUP_LIMIT = Duration.ofSeconds(3);

  private final ApiKeyStore keys;
  private final IdentityPolicy identity;

  Admission(ApiKeyStore keys, IdentityPolicy identity) {
    this.keys = keys;
    this.identity = identity;
  }

  /**
   * The caller behind an {@code Authorization} header. Missing, malformed, unknown, expired and
   * revoked credentials all fail with the same {@link Refusal.Unauthenticated}.
   */
  public Uni<Caller> admit(Optional<String> authorization) {
    return authorization
        .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(header -> header.substring(SCHEME.length()).strip())
        .map(this::callerOf)
        .orElseGet(() -> Uni.createFrom().failure(Refusal.Unauthenticated::new));
  }

  /**
   * Whether the caller may have an answer from this model. Fails with {@link Refusal.Forbidden}
   * where it may not, or where the person behind it must be known first.
   */
  public Uni<Void> allow(Caller caller, String alias) {
    return Uni.createFrom()
        .item(alias)
        .invoke(named -> checkModel(caller, named))
        .invoke(named -> identity.check(caller, named))
        .replaceWithVoid();
  }

  private static void checkModel(Caller caller, String alias) {
    if (!caller.rights().mayName(alias)) {
      throw new Refusal.Forbidden(
          "model_not_allowed", "This API key may not use the model '" + alias + "'.");
    }
  }

  private Uni<Caller> callerOf(String key) {
    return keys.callerOf(KeyText.hash(key))
        .ifNoItem()
        .after(LOOKUP_LIMIT)
        .fail()
        .onFailure()
        .transform(
            failure ->
                new Refusal.Unavailable(
                    "admission_unavailable",
                    "API keys cannot be checked at the moment; try again.",
                    Optional.of(Duration.ofSeconds(1))))
        .map(found -> found.orElseThrow(Refusal.Unauthenticated::new));
  }
}
