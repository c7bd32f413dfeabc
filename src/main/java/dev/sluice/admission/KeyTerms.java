package dev.sluice.admission;

import dev.sluice.admission.account.Names;
import dev.sluice.model.Caller.Role;
import dev.sluice.model.Refusal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a key may be used for, as far as an operator may change it.
 *
 * @param scopes empty means all that the role allows
 * @param models the aliases it may name; empty means all
 * @param plan its own, which limits it beside the account's
 * @param expiresAt from when on it no longer counts
 */
public record KeyTerms(
    String name,
    Set<Scope> scopes,
    Set<String> models,
    Optional<String> plan,
    Optional<Instant> expiresAt) {
  private static final int LONGEST_NAME = 100;
  private static final int MOST_MODELS = 200;
  private static final Pattern ALIAS = Pattern.compile("\\P{Cntrl}{1,128}");

  public KeyTerms {
    scopes = Set.copyOf(scopes);
    models = Set.copyOf(models);
  }

  /** Itself, where a key of the role may have it. */
  KeyTerms checked(Role role) {
    if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.Invalid.parameter("name", "'name' must be at most 100 printable characters.");
    }
    if (!Scope.of(role).containsAll(scopes)) {
      throw Refusal.Invalid.parameter("scopes", "'scopes' must be within what the role allows.");
    }
    if (models.size() > MOST_MODELS
        || !models.stream().allMatch(alias -> ALIAS.matcher(alias).matches())) {
      throw Refusal.Invalid.parameter("models", "'models' must name at most 200 aliases.");
    }
    plan.ifPresent(Names::plan);
    return this;
  }

  /** Itself, where its end lies ahead. */
  KeyTerms endingAfter(Instant now) {
    if (expiresAt.filter(end -> !end.isAfter(now)).isPresent()) {
      throw Refusal.Invalid.parameter("expires_at", "'expires_at' must lie in the future.");
    }
    return this;
  }
}
