package dev.sluice.moderation.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.moderation.ModerationConfig;
import dev.sluice.testing.Configs;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizesTest {

  private static Sizes sizes(String... keysAndValues) {
    return Sizes.of(Configs.of(ModerationConfig.class, keysAndValues).output());
  }

  @Test
  void shouldBeAsDocumented_whenNothingIsSet() {
    assertThat(sizes())
        .isEqualTo(new Sizes(60, 200, Duration.ofMillis(400), 8192, Duration.ofSeconds(4)));
  }

  @ParameterizedTest
  @CsvSource({
    "first-window, 0, a whole number from 1 to sluice.moderation.output.window",
    "first-window, 201, a whole number from 1 to sluice.moderation.output.window",
    "window, 8193, a whole number from 1 to sluice.moderation.output.max-held",
    "max-held, 100, a whole number from 1 to sluice.moderation.output.max-held",
    "overlap, -1, a whole number from 0 to sluice.moderation.output.window",
    "overlap, 300, a whole number from 0 to sluice.moderation.output.window",
    "max-wait, PT0S, a duration longer than zero",
    "deadline, PT-1S, a duration longer than zero",
  })
  void shouldNameKeyValueAndWhatIsAllowed_whenASizeCannotBe(
      String key, String value, String allowed) {
    assertThatThrownBy(() -> sizes("sluice.moderation.output." + key, value))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.moderation.output.")
        .hasMessageContaining(allowed);
  }
}
