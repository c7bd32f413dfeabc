package dev.sluice.admission.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.Refusal;
import dev.sluice.testing.AnyRedis;
import dev.sluice.testing.RedisFixture;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What counts how often somebody asks, on whatever Redis. */
abstract class AllowanceContract {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final RedisAllowance allowance = new RedisAllowance(redis().timed());

  abstract AnyRedis redis();

  @Test
  void shouldRefuseAndSayHowLong_whenAllAreTaken() {
    String whose = RedisFixture.newId();
    take("a", whose);
    take("a", whose);
    take("b", whose);

    assertThatThrownBy(() -> take("a", whose))
        .isInstanceOfSatisfying(
            Refusal.Exhausted.class,
            refusal ->
                assertThat(refusal.retryAfter().orElseThrow())
                    .isBetween(Duration.ofSeconds(1), WINDOW));
  }

  private void take(String what, String whose) {
    allowance.take(what, whose, 2, WINDOW).await().atMost(Duration.ofSeconds(20));
  }
}
