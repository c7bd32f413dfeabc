package dev.sluice.model;

import java.util.Optional;
import java.util.Set;

/**
 * On what terms a caller may generate, as they stood when the credential was checked.
 *
 * @param plan the account's plan; empty means the configured default
 * @param keyPlan a plan of the credential's own, which limits it beside the account's
 * @param tenantPlan a plan that all accounts of the tenant share
 * @param models the aliases that may be named; empty means all
 */
public record Rights(
    Optional<String> plan,
    Optional<String> keyPlan,
    Optional<String> tenantPlan,
    Set<String> models,
    Standing standing) {

  /** The default plan, every alias, and nothing against the account. */
  public static final Rights USUAL =
      new Rights(Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), Standing.UNKNOWN);

  public Rights {
    models = Set.copyOf(models);
  }

  public boolean mayName(String alias) {
    return models.isEmpty() || models.contains(alias);
  }
}
