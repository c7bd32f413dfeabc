package dev.sluice.admission;

import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a good credential is worth.
 *
 * @param scopes what it may be used for
 * @param until from when on it is worth nothing; empty where that is not known
 */
public record Pass(Caller caller, Set<Scope> scopes, Optional<Instant> until) {
  public Pass {
    scopes = Set.copyOf(scopes);
  }

  /** Itself, unless its time is over. */
  Optional<Pass> at(Instant now) {
    return Optional.of(this).filter(pass -> until.filter(end -> !now.isBefore(end)).isEmpty());
  }

  /** Itself, where it may be used for this; else {@link Refusal.Forbidden}. */
  public Pass opening(Scope scope) {
    if (!scopes.contains(scope)) {
      throw new Refusal.Forbidden(
          "scope_required", "This needs a credential with the scope '" + scope.word() + "'.");
    }
    return this;
  }
}
