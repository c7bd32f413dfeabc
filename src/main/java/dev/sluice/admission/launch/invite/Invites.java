package dev.sluice.admission.launch.invite;

import dev.sluice.model.Caller;
import dev.sluice.model.Page;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Invites as operators give them out and take them back, each within his own tenant. */
public interface Invites {
  int MOST_AT_ONCE = 1_000;
  int MOST_USES = 1_000_000;

  /** Makes so many. Their codes are in the answer and nowhere else: only hashes are kept. */
  Uni<List<Issued>> issue(Caller by, Invite.Terms terms, int count);

  /** The newest first. */
  Uni<Page<Invite>> list(Caller by, Optional<Integer> batch, Optional<Long> behind, int limit);

  /**
   * Nobody more gets in by it; who is in stays in. Fails with {@link Refusal.NotFound}; once more
   * changes nothing.
   */
  Uni<Void> revoke(Caller by, long number);

  /** A new invite and its code. */
  record Issued(Invite invite, InviteCode code) {}
}
