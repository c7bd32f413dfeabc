package dev.sluice.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {

  private static final Map<String, String> PROVIDERS =
      Map.of(
          "sluice.providers.demo.type", "replay",
          "sluice.providers.openai.type", "openai",
          "sluice.providers.openrouter.type", "openai");

  @Test
  void shouldTakeDefaults_whenOnlyTargetsAreGiven() {
    Routes routes = routes(Map.of("sluice.models.demo.targets", "demo/welcome"));

    Route route = routes.find("demo").orElseThrow();
    assertThat(route.candidates()).containsExactly(new Candidate("demo", "welcome"));
    assertThat(route.maxOutputTokens()).isEqualTo(4096);
    assertThat(route.temperature()).isEqualTo(new TemperatureRange(0, 2));
    assertThat(route.queue()).isFalse();
    assertThat(route.openTimeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(route.description()).isEmpty();
  }

  @Test
  void shouldKeepTheOrder_whenSeveralTargetsAreGiven() {
    Routes routes =
        routes(Map.of("sluice.models.best.targets", "openai/gpt-x, demo/welcome ,openrouter/y"));

    assertThat(routes.find("best").orElseThrow().candidates())
        .extracting(Candidate::toString)
        .containsExactly("openai/gpt-x", "demo/welcome", "openrouter/y");
  }

  @Test
  void shouldSplitAtTheFirstSlashOnly_whenTheUpstreamModelHasSlashes() {
    Routes routes = routes(Map.of("sluice.models.llama.targets", "openrouter/meta/llama:free"));

    assertThat(routes.find("llama").orElseThrow().candidates())
        .containsExactly(new Candidate("openrouter", "meta/llama:free"));
  }

  @Test
  void shouldKnowAliases_whenTheyHaveDotsDashesAndCapitals() {
    Routes routes =
        routes(
            Map.of(
                "sluice.models.\"gpt-4.1\".targets", "openai/gpt-4.1",
                "sluice.models.\"gpt-4.1\".temperature", "0.5..1",
                "sluice.models.Qwen-Max.targets", "openai/qwen-max"));

    assertThat(routes.all()).extracting(Route::alias).containsExactly("Qwen-Max", "gpt-4.1");
    assertThat(routes.find("gpt-4.1").orElseThrow().temperature())
        .isEqualTo(new TemperatureRange(0.5, 1));
    assertThat(routes.find("gpt-4")).isEmpty();
    assertThat(routes.find("qwen-max")).isEmpty();
  }

  @Test
  void shouldReadTheEnvironment_whenAnAliasIsOnlyThere() {
    SmallRyeConfig config =
        config(
            Map.of(),
            Map.of(
                "SLUICE_MODELS_FAST_TARGETS", "openai/gpt-x,demo/welcome",
                "SLUICE_MODELS_FAST_MAX_OUTPUT_TOKENS", "100",
                "SLUICE_PROVIDERS_OPENAI_API_KEY", "key",
                "SLUICE_PROVIDERS_OPENAI_FIRST_CHUNK_TIMEOUT", "7s"));

    Route route = routes(config).find("fast").orElseThrow();
    assertThat(route.candidates()).hasSize(2);
    assertThat(route.maxOutputTokens()).isEqualTo(100);
    ProvidersConfig.ProviderConfig openai =
        config.getConfigMapping(ProvidersConfig.class).byId().get("openai");
    assertThat(openai.apiKey()).contains("key");
    assertThat(openai.firstChunkTimeout()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void shouldPreferTheEnvironment_whenAnAliasIsInBoth() {
    SmallRyeConfig config =
        config(
            Map.of(
                "sluice.models.demo.targets", "demo/welcome",
                "sluice.models.\"gpt-4.1\".targets", "demo/welcome"),
            Map.of(
                "SLUICE_MODELS_DEMO_TARGETS", "openai/gpt-x",
                "SLUICE_MODELS__GPT_4_1__TARGETS", "openai/gpt-4.1"));

    Routes routes = routes(config);

    assertThat(routes.find("demo").orElseThrow().candidates())
        .containsExactly(new Candidate("openai", "gpt-x"));
    assertThat(routes.find("gpt-4.1").orElseThrow().candidates())
        .containsExactly(new Candidate("openai", "gpt-4.1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "targets|gpt-x|allowed is a comma-separated list of <provider>/<upstream model>",
        "targets|openai/|allowed is a comma-separated list of <provider>/<upstream model>",
        "targets|/gpt-x|allowed is a comma-separated list of <provider>/<upstream model>",
        "targets|opnai/gpt-x|allowed as its provider are demo, openai, openrouter",
        "max-output-tokens|0|allowed is a number of at least 1",
        "temperature|2..0|allowed is <low>..<high> with 0 <= low <= high <= 2",
        "temperature|0..3|allowed is <low>..<high> with 0 <= low <= high <= 2",
        "temperature|NaN..1|allowed is <low>..<high> with 0 <= low <= high <= 2",
        "temperature|0-1|allowed is <low>..<high> with 0 <= low <= high <= 2",
        "temperature|a..b|allowed is <low>..<high> with 0 <= low <= high <= 2",
        "open-timeout|PT0S|allowed is a duration above zero",
      })
  void shouldNameKeyValueAndWhatIsAllowed_whenAValueIsWrong(
      String property, String value, String allowed) {
    Map<String, String> properties = new HashMap<>();
    properties.put("sluice.models.chat.targets", "demo/welcome");
    properties.put("sluice.models.chat." + property, value);

    assertThatThrownBy(() -> routes(properties))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("sluice.models.chat.%s is '%s', but %s.", property, value, allowed);
  }

  @Test
  void shouldRefuse_whenATargetIsThereTwice() {
    assertThatThrownBy(
            () -> routes(Map.of("sluice.models.\"a.b\".targets", "openai/x,demo/y,openai/x")))
        .hasMessage(
            "sluice.models.\"a.b\".targets is 'openai/x', but allowed is each target once.");
  }

  @Test
  void shouldRefuse_whenThereAreNoTargets() {
    assertThatThrownBy(() -> routes(Map.of("sluice.models.chat.queue", "true")))
        .hasMessageStartingWith("sluice.models.chat.targets is '', but allowed is");
    assertThatThrownBy(() -> routes(Map.of("sluice.models.chat.targets", "")))
        .hasMessageContaining("sluice.models.chat.targets");
  }

  @Test
  void shouldLimitTemperatures_whenARangeIsSet() {
    TemperatureRange range = TemperatureRange.parse("0.2 .. 1");

    assertThat(List.of(0.2, 0.5, 1.0)).allMatch(range::includes);
    assertThat(List.of(0.1, 1.1, Double.NaN)).noneMatch(range::includes);
  }

  @Test
  void shouldCountEachProviderOnce_whenSlotsAreAddedUp() {
    Routes routes =
        routes(
            Map.of(
                "sluice.providers.one.type", "replay",
                "sluice.providers.one.max-concurrent", "3",
                "sluice.providers.two.type", "replay",
                "sluice.providers.two.max-concurrent", "4",
                "sluice.models.chat.targets", "one/a,two/b,one/c"));

    assertThat(routes.capacity(routes.find("chat").orElseThrow())).isEqualTo(7);
  }

  private static Routes routes(Map<String, String> properties) {
    return routes(config(properties, Map.of()));
  }

  private static Routes routes(SmallRyeConfig config) {
    return new Routes(
        config.getConfigMapping(ModelsConfig.class),
        config.getConfigMapping(ProvidersConfig.class));
  }

  private static SmallRyeConfig config(
      Map<String, String> properties, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(PROVIDERS);
    all.putAll(properties);
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addDiscoveredConverters()
        .withSources(new PropertiesConfigSource(all, "test", 100))
        .withSources(new EnvConfigSource(environment, 300))
        .withMapping(ModelsConfig.class)
        .withMapping(ProvidersConfig.class)
        .build();
  }
}
