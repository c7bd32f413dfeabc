package dev.sluice.journey.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GenerationsConfigTest {

  @Test
  void shouldHaveTheDocumentedDefaults_whenNothingIsSet() {
    GenerationsConfig config =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(GenerationsConfig.class)
            .build()
            .getConfigMapping(GenerationsConfig.class);

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
}
