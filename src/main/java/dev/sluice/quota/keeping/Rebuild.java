package dev.sluice.quota.keeping;

import dev.sluice.quota.QuotaConfig;
import dev.sluice.quota.ledger.Ledger;
import dev.sluice.quota.ledger.UsageRecords;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Fills an empty ledger from the rows on record. Where it had been filled before, nothing is
 * reserved until every living instance had the time to bring back what it holds.
 */
@ApplicationScoped
class Rebuild {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final UsageRecords records;
  private final Ledger ledger;
  private final Duration gather;
  private final Map<String, Uni<Void>> underWay = new ConcurrentHashMap<>();

  Rebuild(UsageRecords records, Ledger ledger, QuotaConfig config) {
    this.records = records;
    this.ledger = ledger;
    this.gather = Upkeep.interval(config).multipliedBy(3);
  }

  /**
   * One at a time for a tenant; whoever comes meanwhile waits for it, and may leave without ending
   * it for the others.
   */
  Uni<Void> of(String tenant) {
    return Uni.createFrom().deferred(() -> underWay.computeIfAbsent(tenant, this::begin));
  }

  private Uni<Void> begin(String tenant) {
    return records
        .beginEpoch(tenant)
        .call(base -> ledger.announce(tenant))
        .call(base -> ledger.install(tenant, base, base.epoch() == 1 ? Duration.ZERO : gather))
        .invoke(
            base ->
                Log.infof(
                    "quota ledger filled tenant=%s epoch=%d levels=%d",
                    tenant, base.epoch(), base.levels().size()))
        .replaceWithVoid()
        .ifNoItem()
        .after(LONGEST)
        .fail()
        .onTermination()
        .invoke(() -> underWay.remove(tenant))
        .memoize()
        .indefinitely();
  }
}
