package dev.sluice.admission.identity;

import dev.sluice.model.Caller;
import dev.sluice.model.Standing.RealName;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The people behind accounts, for those who verify them and for themselves. */
@ApplicationScoped
public class Identities {
  private final PostgresIdentities store;

  Identities(PostgresIdentities store) {
    this.store = store;
  }

  /** What is known of the caller, masked, the oldest first. */
  public Uni<List<Identity>> of(Caller caller) {
    return store.of(caller.tenant(), caller.account());
  }

  /**
   * For whoever verified an access token that says its bearer's real name is known. Costs nothing
   * where we know already. Fails with {@link dev.sluice.model.Refusal.Conflict} where the person
   * has as many accounts as one may have.
   *
   * @param person best a phone number, which counts together with numbers verified here
   */
  public Uni<Void> claimed(Caller caller, Person person) {
    if (caller.rights().standing().realName() == RealName.VERIFIED) {
      return Uni.createFrom().voidItem();
    }
    return store
        .record(
            caller.tenant(), caller.account(), person, Vouching.ofProgram(How.OIDC_CLAIM, caller))
        .replaceWithVoid();
  }

  /**
   * A back office vouches for one of its tenant's accounts. Recorded as a change of its.
   *
   * @throws dev.sluice.model.Refusal.Invalid where the ticket, which is kept in clear, quotes the
   *     person
   */
  public Uni<Identity> vouch(Caller by, String account, Person person, String ticket) {
    Quotes.check(person, "ticket", ticket);
    return store.record(by.tenant(), account, person, Vouching.ofOperator(by, ticket));
  }

  /** Records what a program of ours verified. */
  public Uni<Identity> verified(Caller caller, Person person, How how) {
    return store.record(caller.tenant(), caller.account(), person, Vouching.ofProgram(how, caller));
  }
}
