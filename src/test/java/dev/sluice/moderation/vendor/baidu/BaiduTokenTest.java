package dev.sluice.moderation.vendor.baidu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.signature.Endpoint;
import dev.sluice.moderation.ModerationConfig;
import dev.sluice.moderation.vendor.Settings;
import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorFailure;
import dev.sluice.moderation.vendor.VendorRequest;
import dev.sluice.testing.Configs;
import dev.sluice.testing.ManualClock;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BaiduTokenTest {
  private static final long SECONDS = 1000;

  private final ManualClock clock = new ManualClock(Instant.parse("2026-01-02T03:04:05Z"));
  private final List<UniEmitter<? super VendorAnswer>> calls = new ArrayList<>();
  private final BaiduToken token = token();

  private BaiduToken token() {
    String prefix = "sluice.moderation.vendors.v.";
    ModerationConfig config =
        Configs.of(
            ModerationConfig.class,
            prefix + "type",
            "baidu",
            prefix + "access-key-id",
            "ak",
            prefix + "access-key-secret",
            "sk");
    Settings settings = new Settings("v", config.vendors().get("v"));
    return new BaiduToken(settings, Endpoint.of("https://host"), clock);
  }

  private UniAssertSubscriber<String> ask() {
    return token.get(this::send).subscribe().withSubscriber(UniAssertSubscriber.create());
  }

  private Uni<VendorAnswer> send(VendorRequest request) {
    return Uni.createFrom().emitter(calls::add);
  }

  private void answer(int call, int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    calls.get(call).complete(new VendorAnswer(status, Map.of(), bytes));
  }

  private void give(int call, String value) {
    answer(call, 200, "{\"access_token\":\"" + value + "\",\"expires_in\":" + SECONDS + "}");
  }

  @Test
  void shouldFetchOnce_whenManyAskAtTheSameTime() {
    // given
    UniAssertSubscriber<String> one = ask();
    UniAssertSubscriber<String> other = ask();

    // when
    give(0, "t1");

    // then
    assertThat(calls).hasSize(1);
    assertThat(one.assertCompleted().getItem()).isEqualTo("t1");
    assertThat(other.assertCompleted().getItem()).isEqualTo("t1");
    assertThat(ask().assertCompleted().getItem()).isEqualTo("t1");
    assertThat(calls).hasSize(1);
  }

  @Test
  void shouldFetchForTheOthers_whenTheFirstGivesUp() {
    UniAssertSubscriber<String> first = ask();
    UniAssertSubscriber<String> other = ask();

    first.cancel();
    give(0, "t1");

    assertThat(other.assertCompleted().getItem()).isEqualTo("t1");
  }

  @Test
  void shouldFetchAgain_whenMostOfItsTimeHasPassed() {
    ask();
    give(0, "t1");

    clock.set(clock.instant().plus(Duration.ofSeconds(SECONDS * 9 / 10)));
    UniAssertSubscriber<String> later = ask();
    give(1, "t2");

    assertThat(later.assertCompleted().getItem()).isEqualTo("t2");
  }

  @Test
  void shouldFetchAgain_whenItWasRefused() {
    ask();
    give(0, "t1");

    token.refused("t1");
    UniAssertSubscriber<String> later = ask();
    give(1, "t2");

    assertThat(later.assertCompleted().getItem()).isEqualTo("t2");
  }

  @Test
  void shouldKeepTheNewerOne_whenTheOldOneIsRefusedLate() {
    ask();
    give(0, "t1");

    token.refused("t0");

    assertThat(ask().assertCompleted().getItem()).isEqualTo("t1");
  }

  @Test
  void shouldNotKeepAFailure() {
    UniAssertSubscriber<String> first = ask();
    answer(0, 500, "");
    UniAssertSubscriber<String> second = ask();
    give(1, "t1");

    first.assertFailedWith(VendorFailure.class);
    assertThat(second.assertCompleted().getItem()).isEqualTo("t1");
  }
}
