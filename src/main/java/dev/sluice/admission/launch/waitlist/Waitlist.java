package dev.sluice.admission.launch.waitlist;

import dev.sluice.admission.launch.invite.InviteCode;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;

/**
 * Those who ask for access, in the order of time, one application a person. An unknown ticket fails
 * with {@link Refusal.NotFound}.
 */
public interface Waitlist {

  /**
   * @return the applicant's ticket, told this once. Fails with {@link Refusal.Conflict} where this
   *     contact applied before, and with {@link Refusal.Unavailable} where the list is full
   */
  Uni<Ticket> apply(Application application);

  Uni<Progress> progress(Ticket ticket);

  /**
   * Draws the invited applicant's code, which takes the place of the one drawn before; each is told
   * once. Fails with {@link Refusal.Conflict} where there is none to draw.
   */
  Uni<InviteCode> draw(Ticket ticket);

  /** Forgets the applicant, contact and all; an invite not redeemed is taken back. */
  Uni<Void> withdraw(Ticket ticket);
}
