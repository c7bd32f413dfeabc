package dev.sluice.admission.identity.phone;

import dev.sluice.model.privacy.PhoneNumber;
import io.smallrye.mutiny.Uni;

/** Carries codes of ours to phones. */
interface CodeSender {

  /** Fails with {@link dev.sluice.model.Refusal}. */
  Uni<Void> send(PhoneNumber phone, String code);
}
