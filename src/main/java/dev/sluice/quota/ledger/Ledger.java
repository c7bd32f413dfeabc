package dev.sluice.quota.ledger;

import dev.sluice.quota.Bound;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps reservations and what they became, for all instances at once. Every step is whole or not at
 * all, and may be repeated without harm. Fails where it cannot be reached; then it is not known
 * whether the step was taken.
 */
public interface Ledger {
  int CLAIMED_AT_ONCE = 100;

  /** Counts the entry at all its levels if every limit allows it, else at none. */
  Uni<Answer> reserve(Entry entry, List<Bound> bounds);

  /** How the limits stand. */
  Uni<Answer> look(Levels levels, List<Bound> bounds);

  /**
   * Brings a tenant's generations to their state and renews their leases.
   *
   * @return for each the epoch that it is counted in, 0 where somebody else ended it; nothing where
   *     the ledger is empty
   */
  Uni<List<Long>> settle(String tenant, List<Entry> entries);

  /** Gives back what a tenant's generations reserved; false where the ledger is empty. */
  Uni<Boolean> release(String tenant, List<Entry> entries);

  /** Lets go of generations that are on record; false where the ledger is empty. */
  Uni<Boolean> finish(String tenant, List<Recorded> recorded);

  /**
   * Takes over what instances that died left behind, {@link #CLAIMED_AT_ONCE} at most; as many mean
   * that there may be more.
   */
  Uni<List<Entry>> claim(String tenant);

  /**
   * Puts rebuilt numbers in force, unless others are already.
   *
   * @param gather how long nothing is reserved, so that instances can bring back what they hold
   */
  Uni<Void> install(String tenant, Base base, Duration gather);

  /** Has the tenant looked after when its instances die. */
  Uni<Void> announce(String tenant);

  /** All that were announced. */
  Uni<Set<String>> tenants();

  /** What the ledger says to a wish. */
  sealed interface Answer {}

  /** Counted, or looked up. */
  record Granted(Place place, List<Reading> readings) implements Answer {}

  /** Some limit does not allow it. */
  record Refused(List<Reading> readings) implements Answer {}

  /** It knows nothing of this tenant, and must be told. */
  record Empty() implements Answer {}

  /** It was rebuilt a moment ago and waits for what living instances hold. */
  record Gathering(Duration left) implements Answer {}

  /**
   * A generation whose row is written.
   *
   * @param entry with the row's amounts
   * @param epoch in which it was written
   */
  record Recorded(Entry entry, long epoch) {}

  /**
   * What a tenant used, by the rows on record.
   *
   * @param epoch that begins with it
   */
  record Base(long epoch, Map<String, Used> levels) {}

  /**
   * What one level used.
   *
   * @param day the newest day on which it used anything
   */
  record Used(long day, Amounts ofDay, Amounts total) {}
}
