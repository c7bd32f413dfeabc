package dev.sluice.moderation.input;

import dev.sluice.model.Caller;
import dev.sluice.model.Category;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/**
 * Counts the blocked inputs of every account, on all instances together, and suspends accounts that
 * send too many. Fails with {@link dev.sluice.model.Refusal.Unavailable} where it cannot count.
 */
interface Misuse {

  Uni<Standing> standing(Caller caller);

  /** Counts one; the suspension that this led to, or that is in force already. */
  Uni<Optional<Suspended>> blocked(Caller caller, Category category);

  /** Ends a row of blocked inputs. */
  Uni<Void> allowed(Caller caller);

  /**
   * How an account stands.
   *
   * @param inARow blocked inputs since the last one that was allowed
   */
  record Standing(int inARow, Optional<Suspended> suspended) {
    static final Standing CLEAN = new Standing(0, Optional.empty());
  }

  /**
   * A suspension in force.
   *
   * @param until when it ends by itself; empty: when somebody lifts it
   */
  record Suspended(String id, Optional<Instant> until) {}
}
