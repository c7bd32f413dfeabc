package dev.sluice.quota.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.e2e.UpstreamResource;
import dev.sluice.model.Usage;
import dev.sluice.quota.Prices;
import dev.sluice.quota.Target;
import dev.sluice.quota.ledger.Ledger.Base;
import dev.sluice.quota.ledger.Ledger.Used;
import dev.sluice.testing.EnginesResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class PostgresUsageRecordsTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @Inject UsageRecords records;

  private final String tenant = "tenant-" + UUID.randomUUID();

  private UsageRecord usage(String id, String account, long day, int output) {
    return new UsageRecord(
        tenant + id,
        new Levels(tenant, account, "key", "alias"),
        new Target("provider", "model"),
        day,
        NOW,
        new Usage.Exact(1, output, 0, 0),
        new Prices.Cost(10, 3),
        new Amounts(0, 0, 2, 0),
        "Completed",
        NOW);
  }

  private static <T> T now(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }

  @Test
  void shouldKeepTheFirst_whenAddedTwice() {
    // given
    UsageRecords.Kept first = now(records.add(usage("g1", "one", 20_000, 5)));
    // when
    UsageRecords.Kept second = now(records.add(usage("g1", "one", 20_000, 50)));
    // then
    assertThat(first).isEqualTo(new UsageRecords.Kept(new Amounts(1, 1, 5, 10), 0));
    assertThat(second).isEqualTo(first);
  }

  @Test
  void shouldSumNothing_whenThereIsNothing() {
    // when
    Base base = now(records.beginEpoch(tenant));
    // then
    assertThat(base.epoch()).isEqualTo(1);
    assertThat(base.levels().values()).allMatch(new Used(0, Amounts.NONE, Amounts.NONE)::equals);
  }

  @Test
  void shouldSumEveryLevel_whenAnEpochBegins() {
    // given
    now(records.add(usage("g1", "one", 20_000, 5)));
    now(records.add(usage("g2", "one", 20_001, 6)));
    now(records.add(usage("g3", "two", 19_000, 7)));
    // when
    Base base = now(records.beginEpoch(tenant));
    // then
    Amounts all = new Amounts(3, 3, 18, 30);
    Amounts last = new Amounts(1, 1, 6, 10);
    assertThat(base.levels())
        .hasSize(5)
        .containsEntry("tenant", new Used(20_001, last, all))
        .containsEntry("alias:alias", new Used(20_001, last, all))
        .containsEntry("credential:key", new Used(20_001, last, all))
        .containsEntry("account:one", new Used(20_001, last, new Amounts(2, 2, 11, 20)))
        .containsEntry("account:two", new Used(0, Amounts.NONE, new Amounts(1, 1, 7, 10)));
  }

  @Test
  void shouldHaveARowInTheSumOrKnowThatItIsNot_whenBothHappenAtOnce() {
    // given
    now(records.beginEpoch(tenant));
    List<Uni<UsageRecords.Kept>> adding =
        IntStream.range(0, 300)
            .mapToObj(i -> records.add(usage("g" + i, "one", 20_000, 1)))
            .toList();
    List<Uni<Base>> summing =
        IntStream.range(0, 10).mapToObj(i -> records.beginEpoch(tenant)).toList();
    // when
    List<UsageRecords.Kept> kept = new ArrayList<>();
    List<Base> bases = new ArrayList<>();
    now(
        Uni.combine()
            .all()
            .unis(
                Uni.join().all(adding).andCollectFailures().invoke(kept::addAll),
                Uni.join().all(summing).andCollectFailures().invoke(bases::addAll))
            .discardItems());
    // then
    assertThat(kept).hasSize(300);
    assertThat(bases).hasSize(10);
    for (Base base : bases) {
      long before = kept.stream().filter(row -> row.epoch() < base.epoch()).count();
      assertThat(base.levels().get("tenant").total().requests()).isEqualTo(before);
    }
  }
}
