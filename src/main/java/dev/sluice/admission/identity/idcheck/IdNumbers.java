package dev.sluice.admission.identity.idcheck;

import dev.sluice.admission.identity.Allowance;
import dev.sluice.admission.identity.How;
import dev.sluice.admission.identity.IdNumber;
import dev.sluice.admission.identity.Identities;
import dev.sluice.admission.identity.Identity;
import dev.sluice.admission.identity.IdentityConfig;
import dev.sluice.admission.identity.Patience;
import dev.sluice.admission.identity.Person;
import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** A caller is verified by name and number, which a register must know together. */
@ApplicationScoped
public class IdNumbers {
  private static final Duration DAY = Duration.ofHours(24);

  private final Register register;
  private final Allowance allowance;
  private final Identities identities;
  private final IdentityConfig.IdCheck config;

  IdNumbers(Register register, Allowance allowance, Identities identities, IdentityConfig config) {
    this.register = register;
    this.allowance = allowance;
    this.identities = identities;
    this.config = config.idNumber();
  }

  /**
   * Fails with {@link Refusal.Invalid}, code {@code identity_mismatch}, where the register does not
   * know them together, and with {@link Refusal.Exhausted} where that was asked for too often.
   */
  public Uni<Identity> verify(Caller caller, String name, IdNumber number) {
    return Patience.limit(
            allowance
                .take("id-number", caller.owner(), config.perAccount(), DAY)
                .chain(() -> register.confirms(name, number)),
            config.timeout().plusSeconds(2))
        .invoke(IdNumbers::checkMatch)
        .chain(() -> identities.verified(caller, Person.of(number, name), How.ID_CHECK));
  }

  private static void checkMatch(boolean match) {
    if (!match) {
      throw new Refusal.Invalid(
          "identity_mismatch", "number", "Name and number do not belong together.");
    }
  }
}
