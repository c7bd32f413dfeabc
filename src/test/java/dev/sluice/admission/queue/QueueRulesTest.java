package dev.sluice.admission.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.testing.Configs;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueRulesTest {

  @Test
  void shouldHaveTheseDefaults_whenNothingIsSet() {
    QueueConfig config = Configs.of(QueueConfig.class);
    QueueRules.check(config);
    assertThat(config.weights()).isEmpty();
    assertThat(config.placesPerCaller()).isEqualTo(3);
    assertThat(config.maxWaiting()).isEqualTo(1000);
    assertThat(config.maxWait()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.ageing()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.tellEvery()).isEqualTo(Duration.ofSeconds(4));
    assertThat(config.poll()).isEqualTo(Duration.ofMillis(100));
    assertThat(config.lease()).isEqualTo(Duration.ofSeconds(20));
    assertThat(config.redisTimeout()).isEqualTo(Duration.ofMillis(500));
  }

  @ParameterizedTest
  @CsvSource({
    "weights.free,0",
    "places-per-caller,0",
    "max-waiting,-1",
    "max-wait,0s",
    "ageing,2h",
    "tell-every,6s",
    "poll,3s",
    "lease,31s",
    "redis-timeout,0s"
  })
  void shouldNameTheKey_whenItsValueIsWrong(String key, String value) {
    QueueConfig config = Configs.of(QueueConfig.class, "sluice.queue." + key, value);
    assertThatThrownBy(() -> QueueRules.check(config))
        .hasMessageStartingWith("sluice.queue." + key + " is '")
        .hasMessageContaining("but allowed is ");
  }
}
