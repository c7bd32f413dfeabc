package dev.sluice.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.provider.ProvidersConfig.ProviderConfig;
import dev.sluice.provider.ProvidersConfig.Type;
import dev.sluice.provider.replay.ReplayProvider;
import dev.sluice.testing.TestProviderConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvidersTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final String URL = "https://llm.example/v1";

  @AfterAll
  static void stopVertx() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void shouldMakeEveryConfiguredProvider() {
    Providers providers =
        new Providers(
            () ->
                Map.of(
                    "a", TestProviderConfig.of(Type.OPENAI, URL),
                    "b", TestProviderConfig.of(Type.REPLAY, ""),
                    "c", TestProviderConfig.of(Type.ANTHROPIC, URL),
                    "d", TestProviderConfig.of(Type.GEMINI, URL),
                    "e", TestProviderConfig.of(Type.OLLAMA, "http://[::1]:11434/")),
            VERTX);

    assertThat(providers.ids()).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
    assertThat(providers.byId("a")).isInstanceOf(HttpProvider.class);
    assertThat(providers.byId("b")).isInstanceOf(ReplayProvider.class);
    assertThatThrownBy(() -> providers.byId("x")).hasMessageContaining("\"x\"");
    providers.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'',is missing",
    "llm.example/v1,is \"llm.example/v1\"",
    "ftp://llm.example,is \"ftp://llm.example\"",
    "https://,is \"https://\"",
    "http://a b/,is \"http://a b/\"",
    "https://me:secret@llm.example,is \"https://***@llm.example\"",
  })
  void shouldNotStart_whenTheBaseUrlIsNone(String url, String said) {
    assertRefused(TestProviderConfig.of(Type.OPENAI, url), "base-url " + said, "URL");
  }

  @Test
  void shouldNotStart_whenABoundIsWrong() {
    TestProviderConfig fine = TestProviderConfig.of(Type.OPENAI, URL);

    assertRefused(fine.maxConcurrent(0), "max-concurrent is \"0\"", "1 or more");
    assertRefused(fine.firstChunkTimeout(0), "first-chunk-timeout is \"PT0S\"", "a duration");
    assertRefused(fine.stallTimeout(-5), "stall-timeout is \"PT-0.005S\"", "a duration");
    assertRefused(fine.speed(0), "speed is \"0.0\"", "greater than 0");
    assertRefused(fine.headers(Map.of("x-a", "b\r\nc: d")), "headers.x-a is no", "one line");
  }

  @Test
  void shouldNotStart_whenTheRecordingsAreNowhere() {
    TestProviderConfig config = TestProviderConfig.of(Type.REPLAY, "").recordings("/no/such");

    assertRefused(config, "recordings is \"/no/such\"", "a folder that exists");
  }

  private static void assertRefused(ProviderConfig config, String said, String allowed) {
    assertThatThrownBy(() -> new Providers(() -> Map.of("it", config), VERTX))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.providers.it." + said)
        .hasMessageContaining(allowed)
        .hasMessageNotContaining("secret");
  }
}
