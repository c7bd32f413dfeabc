package dev.sluice.admission.own;

import dev.sluice.model.Caller;
import io.smallrye.mutiny.Uni;

/** Callers' rights over their own accounts. */
public interface OwnAccounts {

  Uni<OwnAccount> of(Caller caller);

  /**
   * Closes the caller's account for good: its keys no longer work, the values of its identities are
   * erased. Fails with {@link dev.sluice.model.Refusal.Conflict} where it is closed, or where it is
   * an administrator's, who must be relieved of his office first.
   */
  Uni<Void> close(Caller caller);
}
