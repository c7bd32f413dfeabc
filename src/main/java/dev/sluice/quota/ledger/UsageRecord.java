package dev.sluice.quota.ledger;

import dev.sluice.model.Usage;
import dev.sluice.quota.Prices;
import dev.sluice.quota.Target;
import java.time.Instant;

/**
 * The durable record of what one generation took.
 *
 * @param day in which it began, as days since 1970
 * @param cost by the prices in force when it ended
 * @param overdraft what it took above its reservation
 * @param outcome how it ended, in one word
 */
public record UsageRecord(
    String id,
    Levels levels,
    Target by,
    long day,
    Instant beganAt,
    Usage usage,
    Prices.Cost cost,
    Amounts overdraft,
    String outcome,
    Instant settledAt) {

  public Amounts amounts() {
    return new Amounts(1, usage.inputTokens(), usage.outputTokens(), cost.micros());
  }
}
