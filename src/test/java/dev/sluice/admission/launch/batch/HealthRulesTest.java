package dev.sluice.admission.launch.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.admission.launch.LaunchConfig;
import dev.sluice.testing.Configs;
import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthRulesTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0, 0",
    "100, 5, 100, 1000, 0",
    "100, 6, 0, 0, 1",
    "0, 0, 101, 0, 1",
    "0, 0, 0, 1001, 1",
    "1, 1, 101, 1001, 3"
  })
  void shouldNameEachBrokenRule(long generations, long failed, long backlog, long cost, int rules) {
    // when
    HealthRules bounds = rules("max-daily-cost-micros", "1000");
    // then
    assertThat(bounds.broken(new Health(generations, failed, backlog, cost))).hasSize(rules);
  }

  @Test
  void shouldNotBoundTheCost_whenNothingIsSet() {
    assertThat(rules("window", "1h").broken(new Health(0, 0, 0, Long.MAX_VALUE))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "max-error-rate, 1.1",
    "max-error-rate, -0.1",
    "max-review-backlog, -1",
    "max-daily-cost-micros, -1",
    "window, 59s",
    "window, 8d"
  })
  void shouldRefuseToStart_whenABoundMakesNoSense(String key, String value) {
    assertThatThrownBy(() -> rules(key, value))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.admission.launch." + key)
        .hasMessageContaining("allowed is");
  }

  private static HealthRules rules(String key, String value) {
    return new HealthRules(Configs.of(LaunchConfig.class, "sluice.admission.launch." + key, value));
  }
}
