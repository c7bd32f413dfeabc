package dev.sluice.quota.keeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import dev.sluice.model.Refusal.Exhausted;
import dev.sluice.model.Usage;
import dev.sluice.quota.Allowance;
import dev.sluice.quota.Consumption;
import dev.sluice.quota.Demand;
import dev.sluice.quota.Limit;
import dev.sluice.quota.Measure;
import dev.sluice.quota.Period;
import dev.sluice.quota.Plan;
import dev.sluice.quota.Progress;
import dev.sluice.quota.QuotaConfig;
import dev.sluice.quota.Target;
import dev.sluice.quota.ledger.Amounts;
import dev.sluice.quota.ledger.Entry;
import dev.sluice.quota.ledger.MemoryLedger;
import dev.sluice.quota.ledger.MemoryUsageRecords;
import dev.sluice.quota.ledger.UsageRecord;
import dev.sluice.testing.Configs;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class QuotasTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Caller CALLER = new Caller("tenant", "account", "key", Caller.Role.CALLER);
  private static final Target BY = new Target("provider", "model");
  private static final Plan HUNDRED =
      new Plan("free", List.of(new Limit(Measure.REQUESTS, Period.DAY, 100)), OptionalInt.empty());

  private final MemoryLedger ledger = new MemoryLedger();
  private final MemoryUsageRecords records = new MemoryUsageRecords();
  private final List<Allowance> told = new ArrayList<>();
  private final QuotaInstance refusing = instance("refuse");

  private QuotaInstance instance(String onLedgerFailure) {
    QuotaConfig config =
        Configs.of(
            QuotaConfig.class,
            "sluice.quota.on-ledger-failure",
            onLedgerFailure,
            "sluice.quota.local-share",
            "3");
    return new QuotaInstance(ledger, records, name -> Optional.of(HUNDRED), config);
  }

  private static Demand demand(String id) {
    return new Demand(id, CALLER, "alias", 10, 20, List.of(BY));
  }

  private Reservation reserve(QuotaInstance instance, String id) {
    return instance.quotas().reserve(demand(id), told::add).await().atMost(SOON);
  }

  private static void settle(QuotaInstance instance, Reservation reservation, Usage usage) {
    Consumption consumed = new Consumption(BY, usage, "Completed");
    instance.quotas().settle(reservation, consumed).await().atMost(SOON);
  }

  @Test
  void shouldReserveTheMost_whenAsked() {
    // when
    reserve(refusing, "g1");
    // then
    assertThat(ledger.entries.get("g1").amounts()).isEqualTo(new Amounts(1, 10, 20, 30_000));
    assertThat(told).hasSize(1);
    assertThat(told.get(0).tightest(Measure.REQUESTS).orElseThrow().remaining()).isEqualTo(99);
  }

  @Test
  void shouldRecordWhatWasTaken_whenSettled() {
    // given
    Reservation reservation = reserve(refusing, "g1");
    // when
    settle(refusing, reservation, new Usage.Exact(11, 5, 0, 0));
    refusing.quotas().record(reservation).await().atMost(SOON);
    // then
    assertThat(ledger.entries.get("g1").state()).isEqualTo(Entry.State.SETTLED);
    UsageRecord usage = records.of("g1").get(0);
    assertThat(usage.amounts()).isEqualTo(new Amounts(1, 11, 5, 16_000));
    assertThat(usage.overdraft()).isEqualTo(new Amounts(0, 1, 0, 0));
    assertThat(usage.cost().version()).isEqualTo(7);
    assertThat(usage.outcome()).isEqualTo("Completed");
    assertThat(refusing.metrics.counter("sluice_quota_overdrafts").count()).isEqualTo(1);
    // when
    refusing.round().await().atMost(SOON);
    // then
    assertThat(ledger.entries).isEmpty();
    assertThat(refusing.held()).isZero();
  }

  @Test
  void shouldAskTheLedgerTwice_whenAnAnswerGoesWell() {
    // given
    int before = ledger.asked;
    // when
    settle(refusing, reserve(refusing, "g1"), new Usage.Exact(1, 2, 0, 0));
    // then
    assertThat(ledger.asked - before).isEqualTo(2);
  }

  @Test
  void shouldTryAgain_whenTheRowCouldNotBeWritten() {
    // given
    Reservation reservation = reserve(refusing, "g1");
    settle(refusing, reservation, new Usage.Exact(1, 2, 0, 0));
    records.failures.add(new IllegalStateException("no database"));
    // when
    Throwable failure =
        catchThrowable(() -> refusing.quotas().record(reservation).await().atMost(SOON));
    // then
    assertThat(failure).isInstanceOf(IllegalStateException.class);
    assertThat(refusing.held()).isEqualTo(1);
    // when
    refusing.quotas().record(reservation).await().atMost(SOON);
    // then
    assertThat(records.of("g1")).hasSize(1);
  }

  @Test
  void shouldEndOnce_whenEndedInSeveralWays() {
    // given
    Reservation reservation = reserve(refusing, "g1");
    settle(refusing, reservation, new Usage.Exact(1, 2, 0, 0));
    // when
    refusing.quotas().release(reservation).await().atMost(SOON);
    settle(refusing, reservation, new Usage.Exact(3, 4, 0, 0));
    refusing.quotas().record(reservation).await().atMost(SOON);
    refusing.quotas().record(reservation).await().atMost(SOON);
    // then
    assertThat(records.all()).hasSize(1);
    assertThat(records.all().get(0).usage().totalTokens()).isEqualTo(3);
  }

  @Test
  void shouldLeaveNothing_whenReleased() {
    // given
    Reservation reservation = reserve(refusing, "g1");
    // when
    refusing.quotas().release(reservation).await().atMost(SOON);
    // then
    assertThat(ledger.entries).isEmpty();
    assertThat(refusing.held()).isZero();
    assertThat(records.all()).isEmpty();
  }

  @Test
  void shouldTellTheLedgerLater_whenItWasAwayAtTheEnd() {
    // given
    Reservation settled = reserve(refusing, "g1");
    Reservation released = reserve(refusing, "g2");
    ledger.failure = Optional.of(new IllegalStateException("away"));
    // when
    settle(refusing, settled, new Usage.Exact(1, 2, 0, 0));
    refusing.quotas().release(released).await().atMost(SOON);
    // then
    assertThat(ledger.entries).hasSize(2);
    // when
    ledger.failure = Optional.empty();
    refusing.round().await().atMost(SOON);
    // then
    assertThat(ledger.entries).containsOnlyKeys("g1");
    assertThat(ledger.entries.get("g1").amounts().output()).isEqualTo(2);
  }

  @Test
  void shouldLetGoOfTheGeneration_whenItEndedAndTheLedgerIsAway() {
    // given
    Reservation reservation = reserve(refusing, "g1");
    AtomicInteger asked = new AtomicInteger();
    reservation.follow(
        () -> {
          asked.incrementAndGet();
          return Progress.NONE;
        });
    ledger.failure = Optional.of(new IllegalStateException("away"));
    // when
    refusing.quotas().release(reservation).await().atMost(SOON);
    refusing.round().await().atMost(SOON);
    // then
    assertThat(refusing.held()).isEqualTo(1);
    assertThat(asked).hasValue(0);
  }

  @Test
  void shouldBringBackWhatItHolds_asSoonAsTheLedgerIsFilled() {
    // given
    reserve(refusing, "g1");
    ledger.entries.clear();
    ledger.empty = true;
    // when
    refusing.round().await().atMost(SOON);
    // then
    assertThat(ledger.entries).containsOnlyKeys("g1");
  }

  @Test
  void shouldRefuseInTheEnd_whenTheLedgerIsNotFilled() {
    // given
    ledger.empty = true;
    records.summing = Uni.createFrom().nothing();
    // when
    Throwable failure = catchThrowable(() -> reserve(refusing, "g1"));
    // then
    assertThat(failure).isInstanceOf(Refusal.Unavailable.class);
  }

  @Test
  void shouldReserve_whenNobodyCanBeTold() {
    // when
    Reservation reservation =
        refusing
            .quotas()
            .reserve(
                demand("g1"),
                allowance -> {
                  throw new IllegalStateException("response written");
                })
            .await()
            .atMost(SOON);
    // then
    assertThat(reservation.id()).isEqualTo("g1");
    assertThat(refusing.held()).isEqualTo(1);
  }

  @Test
  void shouldSayWhichLimit_whenItIsUsedUp() {
    // given
    ledger.refusing = true;
    // when
    Throwable failure = catchThrowable(() -> reserve(refusing, "g1"));
    // then
    assertThat(failure)
        .isInstanceOfSatisfying(
            Exhausted.class,
            no -> {
              assertThat(no.limit()).isEqualTo(Exhausted.Limit.DAILY_QUOTA);
              assertThat(no.retryAfter()).contains(Duration.ofSeconds(1));
              assertThat(no)
                  .hasMessageContaining("100 requests a day")
                  .hasMessageContaining("free");
            });
    assertThat(told).hasSize(1);
    assertThat(refusing.held()).isZero();
  }

  @Test
  void shouldRefuse_whenThePlanIsUnknown() {
    // given
    QuotaInstance planless =
        new QuotaInstance(ledger, records, name -> Optional.empty(), Configs.of(QuotaConfig.class));
    // when
    Throwable failure = catchThrowable(() -> reserve(planless, "g1"));
    // then
    assertThat(failure).isInstanceOf(Refusal.Unavailable.class).hasMessageContaining("'free'");
    assertThat(((Refusal.Unavailable) failure).retryAfter()).isPresent();
    assertThat(ledger.asked).isZero();
  }

  @Test
  void shouldRefuseAndSoonNotAsk_whenTheLedgerIsAway() {
    // given
    ledger.failure = Optional.of(new IllegalStateException("away"));
    // when
    for (int i = 0; i < 50; i++) {
      Throwable failure = catchThrowable(() -> reserve(refusing, "g1"));
      // then
      assertThat(failure)
          .isInstanceOfSatisfying(
              Refusal.Unavailable.class,
              no -> {
                assertThat(no.code()).isEqualTo("quota_unavailable");
                assertThat(no.retryAfter()).isPresent();
              });
    }
    assertThat(ledger.asked).isLessThan(20);
  }

  @Test
  void shouldGoOn_whenTheLedgerIsAwayAndNothingIsLimited() {
    // given
    QuotaInstance free = QuotaInstance.unlimited(ledger, records);
    ledger.failure = Optional.of(new IllegalStateException("away"));
    // when
    Reservation reservation = reserve(free, "g1");
    settle(free, reservation, new Usage.Exact(1, 2, 0, 0));
    free.quotas().record(reservation).await().atMost(SOON);
    // then
    assertThat(records.of("g1")).hasSize(1);
    assertThat(free.held()).isEqualTo(1);
    // when
    ledger.failure = Optional.empty();
    free.round().await().atMost(SOON);
    // then
    assertThat(free.held()).isZero();
  }

  @Test
  void shouldGiveNothingBack_whenTheShareWasTakenInAnEarlierOutage() {
    // given
    QuotaInstance local = instance("local");
    ledger.failure = Optional.of(new IllegalStateException("away"));
    Reservation old = reserve(local, "g1");
    ledger.failure = Optional.empty();
    reserve(local, "g2");
    ledger.failure = Optional.of(new IllegalStateException("away"));
    for (int i = 3; i < 6; i++) {
      reserve(local, "g" + i);
    }
    // when
    local.quotas().release(old).await().atMost(SOON);
    // then
    assertThat(catchThrowable(() -> reserve(local, "g6"))).isInstanceOf(Refusal.Unavailable.class);
  }

  @Test
  void shouldTakeOverNothingOfItsOwn_whenALeaseIsOver() {
    // given
    reserve(refusing, "g1");
    ledger.announced.add("tenant");
    ledger.left.add(ledger.entries.get("g1"));
    // when
    refusing.round().await().atMost(SOON);
    // then
    assertThat(ledger.entries).containsOnlyKeys("g1");
    // when
    ledger.left.add(ledger.entries.get("g1"));
    instance("refuse").round().await().atMost(SOON);
    // then
    assertThat(ledger.entries).isEmpty();
  }

  @Test
  void shouldTakeOverAllThatIsLeft_whenOneOfThemCannotBeEnded() {
    // given
    for (int i = 0; i < 250; i++) {
      reserve(refusing, "g" + i);
    }
    ledger.announced.add("tenant");
    ledger.left.addAll(ledger.entries.values());
    Entry first = ledger.left.get(0);
    ledger.left.set(
        0, new Entry("odd", first.levels(), first.place(), first.state(), first.amounts(), "?"));
    // when
    instance("refuse").round().await().atMost(SOON);
    // then
    assertThat(ledger.entries).containsOnlyKeys(first.id());
  }

  @Test
  void shouldSpendItsShareOnly_whenTheLedgerIsAway() {
    // given
    QuotaInstance local = instance("local");
    ledger.failure = Optional.of(new IllegalStateException("away"));
    // when
    Reservation first = reserve(local, "g1");
    reserve(local, "g2");
    reserve(local, "g3");
    // then
    assertThat(catchThrowable(() -> reserve(local, "g4"))).isInstanceOf(Refusal.Unavailable.class);
    // when
    local.quotas().release(first).await().atMost(SOON);
    // then
    reserve(local, "g4");
    // when
    ledger.failure = Optional.empty();
    local.round().await().atMost(SOON);
    // then what was spent is counted
    assertThat(ledger.entries).containsOnlyKeys("g2", "g3", "g4");
  }
}
