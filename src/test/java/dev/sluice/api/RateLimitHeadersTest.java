package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitHeadersTest {

  @Test
  void shouldWriteDurationsAsOpenAiDoes() {
    assertThat(RateLimitHeaders.words(Duration.ZERO)).isEqualTo("0ms");
    assertThat(RateLimitHeaders.words(Duration.ofMillis(17))).isEqualTo("17ms");
    assertThat(RateLimitHeaders.words(Duration.ofMillis(1001))).isEqualTo("2s");
    assertThat(RateLimitHeaders.words(Duration.ofMinutes(6))).isEqualTo("6m0s");
    assertThat(RateLimitHeaders.words(Duration.ofSeconds(86_399))).isEqualTo("23h59m59s");
  }
}
