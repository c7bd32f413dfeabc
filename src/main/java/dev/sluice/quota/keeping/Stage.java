package dev.sluice.quota.keeping;

import dev.sluice.quota.ledger.UsageRecord;
import dev.sluice.quota.ledger.UsageRecords.Kept;

/** How far a reservation that this instance holds has come; each offers only what may follow. */
sealed interface Stage {

  /** The generation is under way. */
  record Open() implements Stage {}

  /** Nothing was taken; the ledger may not know yet. */
  record Releasing() implements Stage {}

  /** What was taken is known and has no row yet. */
  record Settling(UsageRecord usage) implements Stage {}

  /** The row is there; the ledger may not know yet. */
  record Written(UsageRecord usage, Kept row) implements Stage {}
}
