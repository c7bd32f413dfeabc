package dev.sluice.admission.identity;

import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import dev.sluice.model.Rights;
import dev.sluice.model.Standing.RealName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.stream.Stream;
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
    if (!known && demands(alias, caller.rights())) {
      throw new Refusal.Forbidden(
          "identity_required",
          "This model needs a verified real name. Verify yours at: " + config.where() + ".");
    }
  }

  private boolean demands(String alias, Rights rights) {
    return Optional.ofNullable(config.aliases().get(alias))
        .or(() -> ofPlans(rights))
        .orElseGet(config::required);
  }

  /** The strictest of all plans that the caller is on; empty where none of them says anything. */
  private Optional<Boolean> ofPlans(Rights rights) {
    Optional<String> own = Optional.of(rights.plan().orElse(defaultPlan));
    return Stream.of(own, rights.keyPlan(), rights.tenantPlan())
        .flatMap(Optional::stream)
        .flatMap(plan -> Stream.ofNullable(config.plans().get(plan)))
        .reduce(Boolean::logicalOr);
  }
}
