package dev.sluice.admission.identity;

import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import dev.sluice.model.Standing.RealName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says for which aliases and plans the person behind an account must be known. */
@ApplicationScoped
public class IdentityPolicy {
  private final IdentityConfig config;
  private final String defaultPlan;

  IdentityPolicy(
      IdentityConfig config,
      @ConfigProperty(name = "sluice.quota.default-plan", defaultValue = "free")
          String defaultPlan) {
    this.config = config;
    this.defaultPlan = defaultPlan;
  }

  /**
   * Fails with {@link Refusal.Forbidden}, code {@code identity_required}, where the alias or the
   * plan demands a verified real name and the account has none.
   */
  public void check(Caller caller, String alias) {
    boolean known = caller.rights().standing().realName() == RealName.VERIFIED;
    if (!known && demands(alias, caller.rights().plan())) {
      throw new Refusal.Forbidden(
          "identity_required",
          "This model needs a verified real name. Verify yours at: " + config.where() + ".");
    }
  }

  private boolean demands(String alias, Optional<String> plan) {
    return Optional.ofNullable(config.aliases().get(alias))
        .or(() -> Optional.ofNullable(config.plans().get(plan.orElse(defaultPlan))))
        .orElseGet(config::required);
  }
}
