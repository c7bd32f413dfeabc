package dev.sluice.admission.launch.invite;

import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** How accounts get in by invites. */
public interface Redemptions {

  /**
   * Lets the caller's account in, within the code's and its batch's caps however many try at once.
   * Once more with the same code changes nothing. Fails with {@link Refusal.NotFound} where there
   * is no such code, and with {@link Refusal.Conflict} where it lets nobody in.
   */
  Uni<Redeemed> redeem(Caller caller, InviteCode code);

  /** Whether the account got in, as it is now. */
  Uni<Boolean> isInvited(Caller caller);

  /**
   * What an account got in on.
   *
   * @param plan the plan the invite named
   */
  record Redeemed(Instant at, Optional<String> plan) {}
}
