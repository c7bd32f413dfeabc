package dev.sluice.admission;

import dev.sluice.admission.identity.IdentityPolicy;
import dev.sluice.admission.launch.invite.InviteCheck;
import dev.sluice.admission.launch.stop.StopsInForce;
import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** What must hold before a known caller has an answer from a model. */
@ApplicationScoped
class Permission {
  private final StopsInForce stops;
  private final InviteCheck invites;
  private final IdentityPolicy identities;

  Permission(StopsInForce stops, InviteCheck invites, IdentityPolicy identities) {
    this.stops = stops;
    this.invites = invites;
    this.identities = identities;
  }

  /** Fails with what stands against it. */
  Uni<Void> check(Caller caller, String alias) {
    return Uni.createFrom()
        .item(caller)
        .invoke(Admission::checkActive)
        .invoke(asking -> checkModel(asking, alias))
        .invoke(asking -> stops.check(asking, alias))
        .invoke(asking -> identities.check(asking, alias))
        .chain(asking -> invites.check(asking, alias));
  }

  private static void checkModel(Caller caller, String alias) {
    if (!caller.rights().mayName(alias)) {
      throw new Refusal.Forbidden(
          "model_not_allowed", "This API key may not use the model '" + alias + "'.");
    }
  }
}
