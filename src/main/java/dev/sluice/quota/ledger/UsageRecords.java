package dev.sluice.quota.ledger;

import io.smallrye.mutiny.Uni;

/** What every generation took, kept for good; the ledger's numbers can be rebuilt from it. */
public interface UsageRecords {

  /**
   * Writes the record unless there is one of this generation.
   *
   * @return the tenant's epoch in which the one that is kept was written
   */
  Uni<Long> add(UsageRecord usage);

  /** Begins the tenant's next epoch with the sum of all its records, while none is written. */
  Uni<Ledger.Base> beginEpoch(String tenant);
}
