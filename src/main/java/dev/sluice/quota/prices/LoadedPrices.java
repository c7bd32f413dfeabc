package dev.sluice.quota.prices;

import dev.sluice.quota.Prices;
import dev.sluice.quota.tables.MemoryCopy;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** The price table this instance goes by: the newest, as of the last look. */
@ApplicationScoped
class LoadedPrices implements Prices, MemoryCopy {
  private final PostgresPrices kept;
  private final Clock clock;
  private volatile PriceTable table = PriceTable.NONE;

  LoadedPrices(PostgresPrices kept, Clock clock, MeterRegistry metrics) {
    this.kept = kept;
    this.clock = clock;
    Gauge.builder("sluice.price.version", () -> table.version())
        .description("The price table in force here")
        .register(metrics);
  }

  @Override
  public Cost of(String provider, String upstreamModel, long inputTokens, long outputTokens) {
    PriceTable now = table;
    long micros =
        now.at(clock.instant(), provider, upstreamModel)
            .map(price -> price.cost(inputTokens, outputTokens))
            .orElse(0L);
    return new Cost(micros, now.version());
  }

  @Override
  public String what() {
    return "prices";
  }

  @Override
  public Uni<Void> refresh() {
    return kept.newest()
        .chain(newest -> newest == table.version() ? Uni.createFrom().voidItem() : load(newest));
  }

  private Uni<Void> load(int version) {
    return kept.prices(version)
        .invoke(prices -> table = new PriceTable(version, prices))
        .replaceWithVoid();
  }
}
