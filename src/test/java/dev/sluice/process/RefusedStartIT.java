package dev.sluice.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that is configured wrongly says so in one sentence and does not start. */
@DisabledOnOs(OS.WINDOWS)
class RefusedStartIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir static Path workplace;

  @Test
  void shouldNameEveryKeyValueAndWhatIsAllowed_whenValuesCannotBeRead() throws Exception {
    String said =
        refusal(
            "sluice.models.chat.max-output-tokens",
            "abc",
            "sluice.providers.up.stall-timeout",
            "soon",
            "sluice.providers.up.type",
            "gopher");
    assertThat(said)
        .contains("sluice.models.chat.max-output-tokens is 'abc', but allowed is a whole number")
        .contains("sluice.providers.up.stall-timeout is 'soon', but allowed is a duration")
        .contains("sluice.providers.up.type is 'gopher', but allowed is one of")
        .contains("openai");
  }

  @Test
  void shouldNameTheProvidersThereAre_whenATargetNamesAnother() throws Exception {
    assertThat(refusal("sluice.models.chat.targets", "nobody/gpt"))
        .contains("sluice.models.chat.targets is 'nobody/gpt'")
        .contains("dashscope");
  }

  @Test
  void shouldNameTheRange_whenATemperatureIsNone() throws Exception {
    assertThat(refusal("sluice.models.chat.temperature", "warm"))
        .contains("sluice.models.chat.temperature is 'warm', but allowed is <low>..<high>");
  }

  @Test
  void shouldNameTheKey_whenAnAddressIsMissing() throws Exception {
    assertThat(refusal("sluice.providers.other.type", "openai"))
        .contains("sluice.providers.other.base-url")
        .contains("missing");
  }

  @Test
  void shouldNotShowTheSecret_whenItIsTooShort() throws Exception {
    assertThat(refusal("sluice.bootstrap.admin-key", "hush-hush"))
        .contains("sluice.bootstrap.admin-key")
        .contains("16")
        .doesNotContain("hush-hush");
  }

  @Test
  void shouldNameTheDatabase_whenItIsNotThere() throws Exception {
    assertThat(refusal("quarkus.datasource.reactive.url", "postgresql://127.0.0.1:1/nothing"))
        .contains("PostgreSQL");
  }

  /** What the gateway says last, which is all that it says of the failure. */
  private static String refusal(String... settings) throws Exception {
    try (Scene scene = new Scene();
        GatewayProcess gateway = GatewayProcess.start(workplace, scene.shared(settings))) {
      assertThat(gateway.exitCode(LIMIT)).isEqualTo(1);
      String said = gateway.output();
      assertThat(said)
          .doesNotContain("sk-provider-secret")
          .doesNotContain("\tat ")
          .doesNotContain("Exception")
          .doesNotContain("ERROR");
      return said;
    }
  }
}
