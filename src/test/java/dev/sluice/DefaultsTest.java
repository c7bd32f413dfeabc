package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.ApiConfig;
import dev.sluice.moderation.ModerationConfig;
import dev.sluice.provider.ModelsConfig;
import dev.sluice.provider.ProvidersConfig;
import dev.sluice.provider.ProvidersConfig.ProviderConfig;
import dev.sluice.testing.Configs;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What operators rely on where they set nothing. */
class DefaultsTest {

  @Test
  void shouldLimitTheEdges_whenNothingIsSet() {
    ApiConfig api = Configs.of(ApiConfig.class);
    assertThat(api.maxBody().asLongValue()).isEqualTo(4 * 1024 * 1024);
    assertThat(api.headWait()).isEqualTo(Duration.ofSeconds(5));
    assertThat(api.keepAlive()).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void shouldHaveANotice_whenNothingIsSet() {
    assertThat(Configs.of(ModerationConfig.class).notice()).contains("content check", "内容未通过审核");
  }

  @Test
  void shouldLookForNewWordsOften_whenNothingIsSet() {
    ModerationConfig.Lexicon lexicon = Configs.of(ModerationConfig.class).lexicon();
    assertThat(lexicon.refresh()).isEqualTo(Duration.ofSeconds(2));
    assertThat(lexicon.files()).isEmpty();
  }

  @Test
  void shouldBoundProviders_whenOnlyTheTypeIsSet() {
    ProviderConfig provider =
        Configs.of(ProvidersConfig.class, "sluice.providers.p.type", "openai").byId().get("p");
    assertThat(provider.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(provider.firstChunkTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(provider.stallTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(provider.maxConcurrent()).isEqualTo(256);
    assertThat(provider.speed()).isEqualTo(1);
    assertThat(provider.baseUrl()).isEmpty();
    assertThat(provider.apiKey()).isEmpty();
    assertThat(provider.headers()).isEmpty();
    assertThat(provider.recordings()).isEmpty();
  }

  @Test
  void shouldBoundModels_whenOnlyTargetsAreSet() {
    ModelsConfig.ModelConfig model =
        Configs.of(ModelsConfig.class, "sluice.models.m.targets", "p/a,q/b/c").byAlias().get("m");
    assertThat(model.targets().orElseThrow()).containsExactly("p/a", "q/b/c");
    assertThat(model.maxOutputTokens()).isEqualTo(4096);
    assertThat(model.temperature()).isEqualTo("0..2");
    assertThat(model.queue()).isFalse();
    assertThat(model.openTimeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(model.description()).isEmpty();
  }
}
