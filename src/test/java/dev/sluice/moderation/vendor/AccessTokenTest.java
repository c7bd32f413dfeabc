package dev.sluice.moderation.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.moderation.vendor.AccessToken.Lent;
import dev.sluice.moderation.vendor.VendorFailure.Kind;
import dev.sluice.testing.ManualClock;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessTokenTest {
  private static final Duration TIME = Duration.ofSeconds(1000);

  private final ManualClock clock = new ManualClock(Instant.parse("2026-01-02T03:04:05Z"));
  private final List<UniEmitter<? super Lent>> fetches = new ArrayList<>();
  private final AccessToken token =
      new AccessToken(clock, calls -> Uni.createFrom().emitter(fetches::add));

  private UniAssertSubscriber<String> ask() {
    return token.get(request -> null).subscribe().withSubscriber(UniAssertSubscriber.create());
  }

  private void give(int fetch, String value) {
    fetches.get(fetch).complete(Lent.lasting(value, clock.instant(), TIME));
  }

  private void pass(long seconds) {
    clock.set(clock.instant().plusSeconds(seconds));
  }

  @Test
  void shouldFetchOnce_whenManyAskAtTheSameTime() {
    // given
    UniAssertSubscriber<String> one = ask();
    UniAssertSubscriber<String> other = ask();

    // when
    give(0, "t1");

    // then
    assertThat(one.assertCompleted().getItem()).isEqualTo("t1");
    assertThat(other.assertCompleted().getItem()).isEqualTo("t1");
    assertThat(ask().assertCompleted().getItem()).isEqualTo("t1");
    assertThat(fetches).hasSize(1);
  }

  @Test
  void shouldServeTheOthers_whenTheFirstGivesUp() {
    UniAssertSubscriber<String> first = ask();
    UniAssertSubscriber<String> other = ask();

    first.cancel();
    give(0, "t1");

    assertThat(other.assertCompleted().getItem()).isEqualTo("t1");
  }

  @Test
  void shouldLetOneFetchEarly_whenTimeIsNearlyOver() {
    ask();
    give(0, "t1");

    pass(901);
    UniAssertSubscriber<String> early = ask();
    UniAssertSubscriber<String> meanwhile = ask();
    give(1, "t2");

    assertThat(meanwhile.assertCompleted().getItem()).isEqualTo("t1");
    assertThat(early.assertCompleted().getItem()).isEqualTo("t2");
    assertThat(ask().assertCompleted().getItem()).isEqualTo("t2");
    assertThat(fetches).hasSize(2);
  }

  @Test
  void shouldGoOnWithTheOldOne_whenFetchingEarlyFails() {
    ask();
    give(0, "t1");

    pass(901);
    UniAssertSubscriber<String> early = ask();
    fetches.get(1).fail(new VendorFailure(Kind.RETRYABLE, "no"));

    assertThat(early.assertCompleted().getItem()).isEqualTo("t1");
  }

  @Test
  void shouldGoOnWithTheOldOne_whenFetchingEarlyTakesLong() {
    ask();
    give(0, "t1");

    pass(901);
    UniAssertSubscriber<String> early = ask();

    assertThat(early.awaitItem().getItem()).isEqualTo("t1");
    give(1, "t2");
    assertThat(ask().assertCompleted().getItem()).isEqualTo("t2");
  }

  @Test
  void shouldNotUseIt_whenItsTimeIsOver() {
    ask();
    give(0, "t1");

    pass(1000);
    UniAssertSubscriber<String> late = ask();
    UniAssertSubscriber<String> later = ask();
    late.assertNotTerminated();
    give(1, "t2");

    assertThat(late.assertCompleted().getItem()).isEqualTo("t2");
    assertThat(later.assertCompleted().getItem()).isEqualTo("t2");
  }

  @Test
  void shouldFetchAgain_whenItWasRefused() {
    ask();
    give(0, "t1");

    token.refused("t1");
    UniAssertSubscriber<String> next = ask();
    give(1, "t2");

    assertThat(next.assertCompleted().getItem()).isEqualTo("t2");
  }

  @Test
  void shouldKeepTheNewerOne_whenAnOldOneIsRefusedLate() {
    ask();
    give(0, "t2");

    token.refused("t1");

    assertThat(ask().assertCompleted().getItem()).isEqualTo("t2");
  }

  @Test
  void shouldNotKeepAFailure() {
    UniAssertSubscriber<String> first = ask();
    fetches.get(0).fail(new VendorFailure(Kind.RETRYABLE, "no"));
    UniAssertSubscriber<String> second = ask();
    give(1, "t1");

    first.assertFailedWith(VendorFailure.class);
    assertThat(second.assertCompleted().getItem()).isEqualTo("t1");
  }

  @Test
  void shouldNotShowItself() {
    assertThat(Lent.lasting("t1", clock.instant(), TIME).toString()).doesNotContain("t1");
  }
}
