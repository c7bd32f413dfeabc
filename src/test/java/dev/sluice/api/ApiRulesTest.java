package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.testing.Configs;
import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiRulesTest {

  @Test
  void shouldTakeTheDefaults() {
    assertThat(new ApiRules(Configs.of(ApiConfig.class))).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"max-body,10", "max-body,1G", "head-wait,-1s", "head-wait,2m", "keep-alive,0s"})
  void shouldNameTheKey_whenItsValueIsWrong(String key, String value) {
    ApiConfig config = Configs.of(ApiConfig.class, "sluice.api." + key, value);

    assertThatThrownBy(() -> new ApiRules(config))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageMatching("sluice.api." + key + " is '.*', but allowed is .*\\.");
  }
}
