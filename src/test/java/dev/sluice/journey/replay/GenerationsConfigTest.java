package dev.sluice.journey.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.testing.Configs;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerationsConfigTest {

  @Test
  void shouldHaveTheDocumentedDefaults_whenNothingIsSet() {
    GenerationsConfig config = Configs.of(GenerationsConfig.class);

    GenerationsRules.check(config);
    assertThat(config.replayTtl()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.abandonAfter()).isZero();
    assertThat(config.replayMaxEvents()).isEqualTo(50_000);
    assertThat(config.replayFlush()).isEqualTo(Duration.ofMillis(50));
    assertThat(config.replayPoll()).isEqualTo(Duration.ofMillis(100));
    assertThat(config.replayGiveUp()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.redisTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.lease()).isEqualTo(Duration.ofSeconds(15));
    assertThat(config.idempotencyTtl()).isEqualTo(Duration.ofHours(24));
  }

  @ParameterizedTest
  @CsvSource({
    "replay-ttl,0s",
    "abandon-after,-1s",
    "replay-max-events,0",
    "replay-flush,0s",
    "replay-poll,1h",
    "replay-give-up,0s",
    "redis-timeout,0s",
    "lease,19s",
    "idempotency-ttl,0s"
  })
  void shouldNameTheKey_whenItsValueIsWrong(String key, String value) {
    GenerationsConfig config =
        Configs.of(GenerationsConfig.class, "sluice.generations." + key, value);

    assertThatThrownBy(() -> GenerationsRules.check(config))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageMatching("sluice.generations." + key + " is '.*', but allowed is .*\\.");
  }
}
