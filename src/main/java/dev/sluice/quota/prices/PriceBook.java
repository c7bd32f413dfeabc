package dev.sluice.quota.prices;

import dev.sluice.model.Caller;
import dev.sluice.model.Page;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The price tables as operators read and publish them. The newest one is in force on every instance
 * within five seconds; older ones stay as they were, since costs name theirs.
 */
public interface PriceBook {
  /** Every instance holds a whole table. */
  int MOST_PRICES = 10_000;

  /**
   * A table's prices by provider, model and time, each with its version. Pages of one table go
   * together, whatever is published meanwhile.
   *
   * @param version empty means the newest; fails with {@link Refusal.NotFound} for an unknown one
   */
  Uni<PriceList> prices(OptionalInt version, Optional<String> behind, int limit);

  /** All versions, the newest first. */
  Uni<Page<PriceVersion>> versions(Optional<String> behind, int limit);

  /** Publishes a new table, in force at once; fails with {@link Refusal.Conflict}. */
  Uni<PriceVersion> publish(Caller by, Proposal proposal);

  /** A part of one table; version 0 is the empty one before all others. */
  record PriceList(int version, Page<Price> page) {}

  /**
   * A new table somebody wants.
   *
   * @param base the version it was made for; empty means whichever is the newest
   */
  record Proposal(Revision revision, OptionalInt base, String note) {
    /** The table that comes of it. */
    List<Price> on(int newest, List<Price> prices) {
      if (base.isPresent() && base.getAsInt() != newest) {
        throw new Refusal.Conflict(
            "base_outdated", "The newest price table is version " + newest + " by now.");
      }
      List<Price> next = revision.on(prices);
      if (next.size() > MOST_PRICES) {
        throw new Refusal.Conflict(
            "prices_full", "A price table may have at most " + MOST_PRICES + " prices.");
      }
      return next;
    }
  }
}
