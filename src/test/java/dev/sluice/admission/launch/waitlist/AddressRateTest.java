package dev.sluice.admission.launch.waitlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.Refusal;
import dev.sluice.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AddressRateTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final ManualClock clock = new ManualClock(NOW);
  private final AddressRate rate = new AddressRate(2, clock);

  @Test
  void shouldRefuse_untilTheHourIsOver() {
    // given
    rate.count("a");
    clock.set(NOW.plusSeconds(600));
    rate.count("a");
    // when / then
    assertThatThrownBy(() -> rate.count("a"))
        .isInstanceOfSatisfying(
            Refusal.Exhausted.class,
            no -> assertThat(no.retryAfter()).contains(Duration.ofMinutes(50)));
    assertThatCode(() -> rate.count("b")).doesNotThrowAnyException();
    clock.set(NOW.plusSeconds(3600));
    assertThatCode(() -> rate.count("a")).doesNotThrowAnyException();
  }

  @Test
  void shouldRememberBoundedlyMany() {
    // when
    for (int i = 0; i < 20_000; i++) {
      rate.count("address " + i);
    }
    // then
    assertThat(rate.size()).isEqualTo(10_000);
  }
}
