package dev.sluice.quota.ledger;

import io.smallrye.mutiny.Uni;

/** What every generation took, kept for good; the ledger's numbers can be rebuilt from it. */
public interface UsageRecords {

  /**
   * Writes the record unless there is one of this generation.
   *
   * @return of the one that is kept, which is the first
   */
  Uni<Kept> add(UsageRecord usage);

  /** Begins the tenant's next epoch with the sum of all its records, while none is written. */
  Uni<Ledger.Base> beginEpoch(String tenant);

  /**
   * A record that is kept.
   *
   * @param epoch the tenant's, in which it was written
   */
  record Kept(Amounts amounts, long epoch) {}
}
