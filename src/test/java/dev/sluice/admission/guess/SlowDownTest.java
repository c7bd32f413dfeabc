package dev.sluice.admission.guess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Refusal;
import dev.sluice.testing.Configs;
import dev.sluice.testing.ManualClock;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SlowDownTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final String HERE = "192.0.2.1";
  private static final Uni<String> BAD = Uni.createFrom().failure(Refusal.Unauthenticated::new);

  private final ManualClock clock = new ManualClock(NOW);
  private final List<Duration> pauses = new ArrayList<>();
  private final List<UniEmitter<? super Void>> held = new ArrayList<>();
  private final SlowDownConfig config = Configs.of(SlowDownConfig.class);

  /** Every pause is over at once. */
  private final SlowDown quick =
      new SlowDown(
          config,
          time -> {
            pauses.add(time);
            return Uni.createFrom().voidItem();
          },
          clock);

  /** Every pause lasts until the test says so. */
  private final SlowDown patient =
      new SlowDown(config, time -> Uni.createFrom().emitter(held::add), clock);

  @Test
  void shouldBePatient_whenNothingIsSet() {
    assertThat(config.free()).isEqualTo(5);
    assertThat(config.least()).isEqualTo(Duration.ofMillis(20));
    assertThat(config.first()).isEqualTo(Duration.ofMillis(100));
    assertThat(config.longest()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.forget()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.waitingPerAddress()).isEqualTo(16);
    assertThat(config.waiting()).isEqualTo(512);
    assertThat(config.addresses()).isEqualTo(10_000);
  }

  @Test
  void shouldTakeLongerEachTime_whenAnAddressGoesOnFailing() {
    // when
    IntStream.range(0, 12).forEach(i -> assertRefused(fail(quick, HERE)));
    // then
    assertThat(pauses)
        .extracting(Duration::toMillis)
        .containsExactly(20L, 20L, 20L, 20L, 20L, 100L, 200L, 400L, 800L, 1600L, 2000L, 2000L);
  }

  @Test
  void shouldNotMindOthers_whenOneAddressFails() {
    // given
    IntStream.range(0, 10).forEach(i -> fail(quick, HERE));
    pauses.clear();
    // when
    fail(quick, "192.0.2.2");
    // then
    assertThat(pauses).containsExactly(Duration.ofMillis(20));
  }

  @Test
  void shouldLetAGoodCredentialIn_atOnce() {
    // given
    IntStream.range(0, 10).forEach(i -> fail(quick, HERE));
    pauses.clear();
    // when
    UniAssertSubscriber<String> good = attempt(quick, HERE, Uni.createFrom().item("in"));
    // then
    good.assertItem("in");
    assertThat(pauses).isEmpty();
  }

  @Test
  void shouldPassOtherFailuresOn_asTheyAre() {
    // given
    Refusal away = Refusal.Unavailable.moderation("away");
    // when
    UniAssertSubscriber<String> failed = attempt(quick, HERE, Uni.createFrom().failure(away));
    // then
    assertThat(failed.getFailure()).isSameAs(away);
    assertThat(pauses).isEmpty();
  }

  @Test
  void shouldBeginAnew_afterAQuietWhile() {
    // given
    IntStream.range(0, 10).forEach(i -> fail(quick, HERE));
    pauses.clear();
    // when
    clock.set(NOW.plus(config.forget()).plusMillis(1));
    fail(quick, HERE);
    // then
    assertThat(pauses).containsExactly(Duration.ofMillis(20));
  }

  @Test
  void shouldHideHowLongItTook_toFindOut() {
    // given
    Uni<String> slow =
        Uni.createFrom()
            .deferred(
                () -> {
                  clock.set(NOW.plusMillis(15));
                  return BAD;
                });
    // when
    attempt(quick, HERE, slow);
    // then
    assertThat(pauses).containsExactly(Duration.ofMillis(5));
  }

  @Test
  void shouldSayThereAreTooMany_whenTheyWaitAlready() {
    // given
    List<UniAssertSubscriber<String>> waiting =
        IntStream.range(0, 16).mapToObj(i -> fail(patient, HERE)).toList();
    waiting.forEach(UniAssertSubscriber::assertNotTerminated);
    // when
    UniAssertSubscriber<String> further = fail(patient, HERE);
    // then
    assertThat(further.getFailure())
        .isInstanceOfSatisfying(
            Refusal.Exhausted.class,
            no -> {
              assertThat(no.limit()).isEqualTo(Refusal.Exhausted.Limit.RATE);
              assertThat(no.retryAfter()).contains(Duration.ofSeconds(2));
            });
    attempt(patient, HERE, Uni.createFrom().item("in")).assertItem("in");
    fail(patient, "192.0.2.2").assertNotTerminated();
    // when
    held.get(0).complete(null);
    waiting.get(1).cancel();
    // then
    assertRefused(waiting.get(0));
    assertThat(patient.waiting()).isEqualTo(15);
    fail(patient, HERE).assertNotTerminated();
  }

  @Property(tries = 20)
  void shouldNeverHoldMoreThanAllowed(@ForAll @IntRange(min = 500, max = 2000) int addresses) {
    // when
    IntStream.range(0, addresses).forEach(i -> fail(patient, "198.51." + i / 250 + "." + i % 250));
    // then
    assertThat(patient.waiting()).isLessThanOrEqualTo(config.waiting());
  }

  @Test
  void shouldTakeANetworkOfIpv6_forOneAddress() {
    assertThat(Network.of("2001:db8:1:2:3:4:5:6")).isEqualTo(Network.of("2001:db8:1:2::9"));
    assertThat(Network.of("2001:db8:1:2::9")).isNotEqualTo(Network.of("2001:db8:1:3::9"));
    assertThat(Network.of("fe80::1%eth0")).isNotEmpty();
    assertThat(Network.of(HERE)).isEqualTo(HERE);
    assertThat(Network.of("")).isEmpty();
  }

  private static UniAssertSubscriber<String> fail(SlowDown slowDown, String address) {
    return attempt(slowDown, address, BAD);
  }

  private static UniAssertSubscriber<String> attempt(
      SlowDown slowDown, String address, Uni<String> attempt) {
    return slowDown
        .guard(address, attempt)
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  private static void assertRefused(UniAssertSubscriber<String> attempt) {
    assertThat(attempt.getFailure()).isInstanceOf(Refusal.Unauthenticated.class);
  }
}
