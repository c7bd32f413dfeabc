package dev.sluice.quota.keeping;

import dev.sluice.quota.Consumption;
import dev.sluice.quota.Demand;
import dev.sluice.quota.Prices;
import dev.sluice.quota.Target;
import dev.sluice.quota.ledger.Amounts;
import dev.sluice.quota.ledger.Levels;
import dev.sluice.quota.ledger.Place;
import dev.sluice.quota.ledger.UsageRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/** What generations cost: at most, before they begin, and in the end. */
@ApplicationScoped
class Charges {
  private final Prices prices;
  private final Clock clock;

  Charges(Prices prices, Clock clock) {
    this.prices = prices;
    this.clock = clock;
  }

  /** By the dearest of those who may answer. */
  Amounts atMost(Demand demand) {
    long dearest = 0;
    for (Target candidate : demand.candidates()) {
      Prices.Cost cost =
          prices.of(
              candidate.provider(),
              candidate.upstreamModel(),
              demand.inputTokens(),
              demand.outputTokens());
      dearest = Math.max(dearest, cost.micros());
    }
    return new Amounts(1, demand.inputTokens(), demand.outputTokens(), dearest);
  }

  UsageRecord inTheEnd(
      String id, Levels levels, Place place, Amounts reserved, Consumption consumed) {
    Target by = consumed.by();
    long input = consumed.usage().inputTokens();
    long output = consumed.usage().outputTokens();
    Prices.Cost cost = prices.of(by.provider(), by.upstreamModel(), input, output);
    Amounts took = new Amounts(1, input, output, cost.micros());
    return new UsageRecord(
        id,
        levels,
        by,
        place.day(),
        Instant.ofEpochSecond(place.second()),
        consumed.usage(),
        cost,
        took.above(reserved),
        consumed.outcome(),
        clock.instant());
  }
}
