package dev.sluice.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreakerConfigTest {

  @Test
  void shouldHaveTheseDefaults_whenNothingIsSet() {
    BreakerConfig config = config(Map.of());

    assertThat(config.requestVolume()).isEqualTo(20);
    assertThat(config.failureRatio()).isEqualTo(0.5);
    assertThat(config.delay()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.successThreshold()).isEqualTo(2);
    assertThat(config.credentialsDelay()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.maxRetryAfter()).isEqualTo(Duration.ofSeconds(60));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "request-volume|0|a number of at least 1",
        "success-threshold|0|a number of at least 1",
        "failure-ratio|0.0|a number above 0 and up to 1",
        "failure-ratio|1.5|a number above 0 and up to 1",
        "delay|PT0S|a duration of at least a millisecond",
        "credentials-delay|PT0S|a duration of at least a millisecond",
        "max-retry-after|PT0S|a duration of at least a millisecond",
      })
  void shouldNameKeyValueAndWhatIsAllowed_whenAValueIsWrong(
      String property, String value, String allowed) {
    BreakerConfig config = config(Map.of("sluice.breaker." + property, value));

    assertThatThrownBy(() -> BreakerSettings.of(config))
        .hasMessage("sluice.breaker.%s is '%s', but allowed is %s.", property, value, allowed);
  }

  static BreakerConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .withMapping(BreakerConfig.class)
        .build()
        .getConfigMapping(BreakerConfig.class);
  }
}
