package dev.sluice.admission.identity.phone;

import io.smallrye.mutiny.Uni;

/** Sends a code to a phone, and knows it again. */
interface PhoneVerification {

  /**
   * Sends a new code; one sent before no longer counts. Fails with {@link
   * dev.sluice.model.Refusal}.
   */
  Uni<Void> send(Challenge challenge);

  /** Whether this is the code that was sent. A right one is used up by that. */
  Uni<Boolean> check(Challenge challenge, String code);
}
