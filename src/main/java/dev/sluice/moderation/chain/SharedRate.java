package dev.sluice.moderation.chain;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * How often a vendor may be called, over all instances. What one instance takes the others no
 * longer have.
 */
public interface SharedRate {

  /** Takes one call if one is free. Never fails, and answers within a tenth of a second. */
  Uni<Grant> take(String vendor, int perSecond);

  /** What came of asking for a call. */
  sealed interface Grant {
    /** The call may be made now. */
    record Taken() implements Grant {}

    /**
     * The vendor is at its rate.
     *
     * @param after when a call will be free if nobody else takes it
     */
    record Full(Duration after) implements Grant {}
  }
}
