package dev.sluice.admission.identity.idcheck;

import dev.sluice.admission.identity.IdNumber;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Without a register, no number is verified: a right check digit proves nothing. */
final class NoRegister implements Register {

  @Override
  public Uni<Boolean> confirms(String name, IdNumber number) {
    return Uni.createFrom()
        .failure(
            () ->
                new Refusal.Unavailable(
                    "identity_unavailable",
                    "ID numbers cannot be verified here: the operator has not set"
                        + " sluice.admission.identity.id-number.base-url.",
                    Optional.empty()));
  }
}
