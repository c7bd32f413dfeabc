package dev.sluice.moderation;

import dev.sluice.model.Caller;
import io.smallrye.mutiny.Uni;

/**
 * Stops accounts that are suspended since too many of their inputs were blocked. What judges a
 * whole request asks by itself; all else that costs a judge's time must ask first.
 */
public interface GoodStanding {

  /**
   * Fails with {@link dev.sluice.model.Refusal.Forbidden} ({@code account_suspended}), or {@code
   * Unavailable} where nobody can say.
   */
  Uni<Void> check(Caller caller);
}
