package dev.sluice.admission.identity.phone;

import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Without somebody who sends codes, no phone is verified. */
final class NoVerification implements PhoneVerification {

  @Override
  public Uni<Void> send(Challenge challenge) {
    return Uni.createFrom().failure(NoVerification::unconfigured);
  }

  @Override
  public Uni<Boolean> check(Challenge challenge, String code) {
    return Uni.createFrom().failure(NoVerification::unconfigured);
  }

  private static Refusal unconfigured() {
    return new Refusal.Unavailable(
        "identity_unavailable",
        "Phones cannot be verified here: the operator has not set"
            + " sluice.admission.identity.phone.vendor.",
        Optional.empty());
  }
}
