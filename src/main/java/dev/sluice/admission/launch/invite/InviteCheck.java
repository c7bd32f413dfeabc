package dev.sluice.admission.launch.invite;

import dev.sluice.admission.launch.LaunchConfig;
import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import dev.sluice.model.Standing.Invitation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Keeps out who was not invited, where an invite is needed. */
@ApplicationScoped
public class InviteCheck {
  private final Redemptions redemptions;
  private final LaunchConfig config;

  InviteCheck(Redemptions redemptions, LaunchConfig config) {
    this.redemptions = redemptions;
    this.config = config;
  }

  /** Fails with {@link Refusal.Forbidden} where this alias needs an invite the account has not. */
  public Uni<Void> check(Caller caller, String alias) {
    return isNeeded(alias) && caller.rights().standing().invitation() != Invitation.REDEEMED
        ? lookUp(caller)
        : Uni.createFrom().voidItem();
  }

  private boolean isNeeded(String alias) {
    return config.invite().aliases().getOrDefault(alias, config.inviteRequired());
  }

  /** What is remembered of an account may be older than the invite it redeemed just now. */
  private Uni<Void> lookUp(Caller caller) {
    return redemptions
        .isInvited(caller)
        .invoke(
            invited -> {
              if (!invited) {
                throw new Refusal.Forbidden("not_invited", config.invite().words());
              }
            })
        .replaceWithVoid();
  }
}
