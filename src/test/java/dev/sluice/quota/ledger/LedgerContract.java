package dev.sluice.quota.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.quota.Bound;
import dev.sluice.quota.Level;
import dev.sluice.quota.Limit;
import dev.sluice.quota.Measure;
import dev.sluice.quota.Period;
import dev.sluice.quota.Progress;
import dev.sluice.quota.QuotaConfig;
import dev.sluice.quota.ledger.Ledger.Answer;
import dev.sluice.quota.ledger.Ledger.Base;
import dev.sluice.quota.ledger.Ledger.Granted;
import dev.sluice.quota.ledger.Ledger.Recorded;
import dev.sluice.quota.ledger.Ledger.Refused;
import dev.sluice.testing.Configs;
import dev.sluice.testing.RedisFixture;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Redis;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every ledger promises, whatever it is kept in. */
abstract class LedgerContract {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Amounts SOME = new Amounts(1, 10, 20, 5);
  private static final Dates TODAY = Dates.around(Clock.systemUTC(), ZoneOffset.UTC);
  private static final Bound TWO_A_DAY = bound(Level.ACCOUNT, Measure.REQUESTS, Period.DAY, 2);

  private final String tenant = RedisFixture.newId();
  private final Levels levels = new Levels(tenant, "account", "key", "model");
  private final Ledger ledger = ledger("60s", TODAY);

  abstract Redis redis();

  private Ledger ledger(String lease, Dates dates) {
    QuotaConfig config =
        Configs.of(
            QuotaConfig.class, "sluice.quota.ledger-timeout", "20s", "sluice.quota.lease", lease);
    return new RedisLedger(redis(), config, () -> dates);
  }

  private static Bound bound(Level level, Measure measure, Period period, long most) {
    return new Bound(level, "plan", Optional.of(new Limit(measure, period, most)), most);
  }

  private static Bound open(int most) {
    return new Bound(Level.ACCOUNT, "plan", Optional.empty(), most);
  }

  private static <T> T now(Uni<T> step) {
    return step.await().atMost(SOON);
  }

  private void fill() {
    fill(1, Map.of());
  }

  private void fill(long epoch, Map<String, Ledger.Used> used) {
    now(ledger.install(tenant, new Base(epoch, used), Duration.ZERO));
  }

  private Entry entry(String id) {
    String note = Note.of(levels, Progress.NONE);
    return new Entry(id, levels, new Place(0, 0, 0, 0), Entry.State.OPEN, SOME, note);
  }

  private static Entry in(Place place, Entry entry, Entry.State state, Amounts amounts) {
    return new Entry(entry.id(), entry.levels(), place, state, amounts, entry.note());
  }

  private Place granted(String id, Bound... bounds) {
    Answer answer = now(ledger.reserve(entry(id), List.of(bounds)));
    assertThat(answer).isInstanceOf(Granted.class);
    return ((Granted) answer).place();
  }

  private long used(Measure measure, Period period) {
    return used(Level.ACCOUNT, measure, period);
  }

  private long used(Level level, Measure measure, Period period) {
    return looked(bound(level, measure, period, 0));
  }

  private long looked(Bound bound) {
    return ((Granted) now(ledger.look(levels, List.of(bound)))).readings().get(0).used();
  }

  @Test
  void shouldSayThatItIsEmpty_whenNothingWasInstalled() {
    assertThat(now(ledger.reserve(entry("g1"), List.of()))).isEqualTo(new Ledger.Empty());
    assertThat(now(ledger.settle(tenant, List.of(entry("g1"), entry("g2"))))).isEmpty();
    assertThat(now(ledger.release(tenant, List.of(entry("g1"))))).isFalse();
    assertThat(now(ledger.finish(tenant, List.of(new Recorded(entry("g1"), 1))))).isFalse();
    assertThat(now(ledger.claim(tenant))).isEmpty();
  }

  @Test
  void shouldCountAtEveryLevel_whenReserved() {
    // given
    fill();
    // when
    granted("g1", TWO_A_DAY);
    // then
    for (Level level : Level.values()) {
      assertThat(used(level, Measure.REQUESTS, Period.DAY)).isEqualTo(1);
      assertThat(used(level, Measure.INPUT_TOKENS, Period.TOTAL)).isEqualTo(10);
      assertThat(used(level, Measure.OUTPUT_TOKENS, Period.DAY)).isEqualTo(20);
      assertThat(used(level, Measure.TOKENS, Period.TOTAL)).isEqualTo(30);
      assertThat(used(level, Measure.MONEY, Period.TOTAL)).isEqualTo(5);
    }
  }

  @Test
  void shouldCountNowhere_whenOneLevelRefuses() {
    // given
    fill();
    granted("g1", TWO_A_DAY);
    Bound tight = bound(Level.ALIAS, Measure.TOKENS, Period.TOTAL, 59);
    // when
    Answer answer = now(ledger.reserve(entry("g2"), List.of(TWO_A_DAY, tight)));
    // then
    Refused refused = (Refused) answer;
    assertThat(refused.readings()).extracting(Reading::fits).containsExactly(true, false);
    assertThat(refused.readings()).extracting(Reading::used).containsExactly(1L, 30L);
    assertThat(used(Measure.REQUESTS, Period.DAY)).isEqualTo(1);
    assertThat(looked(open(9))).isEqualTo(1);
  }

  @Test
  void shouldLetExactlyTheLimitPass_whenMoreAskAtOnce() {
    // given
    fill();
    Bound hundred = bound(Level.TENANT, Measure.REQUESTS, Period.DAY, 100);
    // when
    List<Uni<Answer>> asking =
        IntStream.range(0, 200)
            .mapToObj(i -> ledger.reserve(entry("g" + i), List.of(hundred)))
            .toList();
    List<Answer> answers = now(Uni.join().all(asking).andFailFast());
    // then
    assertThat(answers).filteredOn(Granted.class::isInstance).hasSize(100);
    assertThat(used(Level.TENANT, Measure.REQUESTS, Period.DAY)).isEqualTo(100);
  }

  @Test
  void shouldCountOnce_whenReservedAgainUnderTheSameId() {
    // given
    fill();
    Place first = granted("g1");
    // when
    Place again = granted("g1");
    // then
    assertThat(again).isEqualTo(first);
    assertThat(used(Measure.REQUESTS, Period.TOTAL)).isEqualTo(1);
  }

  @Test
  void shouldCountWhatWasTaken_whenSettledOnceOrMore() {
    // given
    fill();
    Place place = granted("g1", bound(Level.ACCOUNT, Measure.TOKENS, Period.MINUTE, 1000));
    Entry settled = in(place, entry("g1"), Entry.State.SETTLED, new Amounts(1, 12, 3, 2));
    // when
    assertThat(now(ledger.settle(tenant, List.of(settled)))).containsExactly(1L);
    now(ledger.settle(tenant, List.of(settled)));
    now(ledger.settle(tenant, List.of(in(place, entry("g1"), Entry.State.OPEN, SOME))));
    // then
    assertThat(used(Measure.INPUT_TOKENS, Period.DAY)).isEqualTo(12);
    assertThat(used(Measure.OUTPUT_TOKENS, Period.TOTAL)).isEqualTo(3);
    assertThat(used(Measure.TOKENS, Period.MINUTE)).isEqualTo(15);
    assertThat(looked(open(9))).isZero();
    // when
    now(ledger.finish(tenant, List.of(new Recorded(settled, 1))));
    now(ledger.finish(tenant, List.of(new Recorded(settled, 1))));
    // then
    assertThat(used(Measure.TOKENS, Period.TOTAL)).isEqualTo(15);
  }

  @Test
  void shouldCountNothing_whenReleased() {
    // given
    fill();
    Place place = granted("g1", bound(Level.ACCOUNT, Measure.TOKENS, Period.MINUTE, 1000));
    Entry back = in(place, entry("g1"), Entry.State.OPEN, SOME);
    // when
    now(ledger.release(tenant, List.of(back)));
    now(ledger.release(tenant, List.of(back)));
    // then
    assertThat(used(Measure.REQUESTS, Period.DAY)).isZero();
    assertThat(used(Measure.TOKENS, Period.MINUTE)).isZero();
    assertThat(used(Measure.MONEY, Period.TOTAL)).isZero();
    assertThat(looked(open(9))).isZero();
  }

  @Test
  void shouldBoundThoseOpenAtOnce_whenAPlanSaysSo() {
    // given
    fill();
    Place place = granted("g1", open(1));
    assertThat(now(ledger.reserve(entry("g2"), List.of(open(1))))).isInstanceOf(Refused.class);
    // when
    now(ledger.settle(tenant, List.of(in(place, entry("g1"), Entry.State.SETTLED, SOME))));
    // then
    granted("g2", open(1));
  }

  @Test
  void shouldTellWhenAMinuteIsFree_whenItIsUsedUp() {
    // given
    fill();
    Bound one = bound(Level.ACCOUNT, Measure.REQUESTS, Period.MINUTE, 1);
    granted("g1", one);
    // when
    Refused refused = (Refused) now(ledger.reserve(entry("g2"), List.of(one)));
    // then
    assertThat(refused.readings().get(0).waitMillis()).isBetween(1L, 61_000L);
    assertThat(refused.readings().get(0).unusedMillis()).isBetween(1L, 61_000L);
  }

  @Test
  void shouldWarnOnce_whenALimitIsNearlyUsed() {
    // given
    fill();
    Bound five = bound(Level.ACCOUNT, Measure.REQUESTS, Period.DAY, 5);
    // when
    List<Boolean> warnings =
        IntStream.range(0, 5)
            .mapToObj(i -> (Granted) now(ledger.reserve(entry("g" + i), List.of(five))))
            .map(granted -> granted.readings().get(0).warns())
            .toList();
    // then
    assertThat(warnings).containsExactly(false, false, false, true, false);
  }

  @Test
  void shouldBeginADayAnew_whenMidnightPasses() {
    // given
    fill();
    Place yesterday = granted("g1", TWO_A_DAY);
    granted("g2", TWO_A_DAY);
    long[] later = new long[3];
    for (int i = 0; i < 3; i++) {
      later[i] = TODAY.starts()[i];
    }
    Ledger tomorrow = ledger("60s", new Dates(TODAY.first() + 1, later));
    // when
    Answer answer = now(tomorrow.reserve(entry("g3"), List.of(TWO_A_DAY)));
    // then
    assertThat(((Granted) answer).place().day()).isEqualTo(yesterday.day() + 1);
    // when
    Amounts much = new Amounts(1, 1000, 1000, 0);
    now(ledger.settle(tenant, List.of(in(yesterday, entry("g1"), Entry.State.SETTLED, much))));
    // then
    assertThat(used(Measure.TOKENS, Period.DAY)).isEqualTo(30);
    assertThat(used(Measure.TOKENS, Period.TOTAL)).isEqualTo(2060);
    assertThat(now(ledger.reserve(entry("g4"), List.of(TWO_A_DAY)))).isInstanceOf(Granted.class);
    assertThat(now(ledger.reserve(entry("g5"), List.of(TWO_A_DAY)))).isInstanceOf(Refused.class);
  }

  @Test
  void shouldHandOverWhatIsLeft_whenALeaseEnds() {
    // given
    fill();
    Ledger brief = ledger("1ms", TODAY);
    now(brief.reserve(entry("g1"), List.of()));
    // when
    List<Entry> claimed = await().until(() -> now(ledger.claim(tenant)), all -> !all.isEmpty());
    // then
    Entry left = claimed.get(0);
    assertThat(left.id()).isEqualTo("g1");
    assertThat(left.levels()).isEqualTo(levels);
    assertThat(left.amounts()).isEqualTo(SOME);
    assertThat(left.state()).isEqualTo(Entry.State.OPEN);
    assertThat(now(ledger.claim(tenant))).isEmpty();
    // when
    now(ledger.release(tenant, List.of(left)));
    // then
    assertThat(used(Measure.REQUESTS, Period.TOTAL)).isZero();
    assertThat(now(ledger.settle(tenant, List.of(left)))).containsExactly(0L);
  }

  @Test
  void shouldCountTheRow_whenOthersGaveBackWhatALivingInstanceReserved() {
    // given
    fill();
    Place place = granted("g1");
    Entry open = in(place, entry("g1"), Entry.State.OPEN, SOME);
    Entry settled = in(place, entry("g1"), Entry.State.SETTLED, SOME);
    now(ledger.release(tenant, List.of(open.of(0))));
    assertThat(now(ledger.settle(tenant, List.of(settled)))).containsExactly(0L);
    assertThat(used(Measure.TOKENS, Period.TOTAL)).isZero();
    // when
    now(ledger.finish(tenant, List.of(new Recorded(settled, 1))));
    now(ledger.finish(tenant, List.of(new Recorded(settled, 1))));
    // then
    assertThat(used(Measure.TOKENS, Period.TOTAL)).isEqualTo(30);
    assertThat(used(Measure.REQUESTS, Period.DAY)).isEqualTo(1);
    assertThat(looked(open(9))).isZero();
  }

  @Test
  void shouldTakeOverInTheEnd_whenEveryLookComesLate() {
    // given
    fill();
    Ledger brief = ledger("20ms", TODAY);
    now(brief.claim(tenant));
    now(brief.reserve(entry("g1"), List.of()));
    // when
    List<Entry> claimed =
        await()
            .pollInterval(Duration.ofMillis(60))
            .until(() -> now(brief.claim(tenant)), all -> !all.isEmpty());
    // then
    assertThat(claimed).extracting(Entry::id).containsExactly("g1");
  }

  @Test
  void shouldTakeNothingOver_untilTheLivingHadTimeToRenew() {
    // given a lease that ended while nobody could look
    fill();
    Ledger brief = ledger("200ms", TODAY);
    now(brief.claim(tenant));
    now(brief.reserve(entry("g1"), List.of()));
    org.awaitility.Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> true);
    // when
    List<Entry> first = now(brief.claim(tenant));
    // then
    assertThat(first).isEmpty();
    List<Entry> later =
        org.awaitility.Awaitility.await()
            .pollInterval(Duration.ofMillis(20))
            .until(() -> now(brief.claim(tenant)), all -> !all.isEmpty());
    assertThat(later).extracting(Entry::id).containsExactly("g1");
  }

  @Test
  void shouldKeepTheNumbersInForce_whenOthersAreInstalled() {
    // given
    fill(3, Map.of("tenant", new Ledger.Used(0, Amounts.NONE, SOME)));
    // when
    fill(4, Map.of("tenant", new Ledger.Used(0, Amounts.NONE, Amounts.NONE)));
    // then
    assertThat(used(Level.TENANT, Measure.REQUESTS, Period.TOTAL)).isEqualTo(1);
    assertThat(granted("g1").epoch()).isEqualTo(3);
  }

  @Test
  void shouldReserveNothing_whileItGathers() {
    // given
    now(ledger.install(tenant, new Base(2, Map.of()), Duration.ofSeconds(50)));
    // when
    Answer answer = now(ledger.reserve(entry("g1"), List.of()));
    // then
    assertThat(((Ledger.Gathering) answer).left()).isBetween(SOON, Duration.ofSeconds(50));
  }

  @Test
  void shouldCountAgain_whenAGenerationOutlivedARebuild() {
    // given
    fill(2, Map.of());
    Place before = new Place(1, TODAY.first() + 1, 0, 0);
    Entry open = in(before, entry("g1"), Entry.State.OPEN, SOME);
    // when
    assertThat(now(ledger.settle(tenant, List.of(open)))).containsExactly(2L);
    now(ledger.settle(tenant, List.of(open)));
    // then
    assertThat(used(Measure.TOKENS, Period.DAY)).isEqualTo(30);
    assertThat(looked(open(9))).isEqualTo(1);
    // when its row turns out to be in the sum
    Entry settled = in(before, entry("g1"), Entry.State.SETTLED, SOME);
    now(ledger.finish(tenant, List.of(new Recorded(settled, 1))));
    now(ledger.settle(tenant, List.of(open)));
    // then
    assertThat(used(Measure.TOKENS, Period.DAY)).isZero();
    assertThat(looked(open(9))).isZero();
  }

  @Test
  void shouldCountOnce_whenARowCameAfterTheSum() {
    // given
    fill(2, Map.of());
    Place before = new Place(1, TODAY.first() + 1, 0, 0);
    Recorded late = new Recorded(in(before, entry("g1"), Entry.State.SETTLED, SOME), 2);
    Recorded early = new Recorded(in(before, entry("g2"), Entry.State.SETTLED, SOME), 1);
    // when
    now(ledger.finish(tenant, List.of(late, early)));
    now(ledger.finish(tenant, List.of(late, early)));
    // then
    assertThat(used(Measure.TOKENS, Period.TOTAL)).isEqualTo(30);
  }

  @Test
  void shouldKnowItsTenants_whenTheyWereAnnounced() {
    // when
    now(ledger.announce(tenant));
    // then
    assertThat(now(ledger.tenants())).contains(tenant);
  }

  @Test
  void shouldBearAnyName_whenItIsEncoded() {
    // given
    Levels odd = new Levels("{odd}:" + tenant, "a:b c{", "k\n", "模型");
    Entry entry =
        new Entry(
            "g1", odd, new Place(0, 0, 0, 0), Entry.State.OPEN, SOME, Note.of(odd, Progress.NONE));
    now(ledger.install(odd.tenant(), new Base(1, Map.of()), Duration.ZERO));
    // when
    Answer answer = now(ledger.reserve(entry, List.of(TWO_A_DAY)));
    // then
    assertThat(answer).isInstanceOf(Granted.class);
  }
}
