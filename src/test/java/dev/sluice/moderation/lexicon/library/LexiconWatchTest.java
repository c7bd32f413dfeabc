package dev.sluice.moderation.lexicon.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.Category;
import dev.sluice.model.Page;
import dev.sluice.moderation.ModerationConfig;
import dev.sluice.testing.Configs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LexiconWatchTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Duration SOON = Duration.ofSeconds(10);

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Published list = new Published();
  private final LoadedLexicon lexicon = loaded();

  @Test
  void shouldKeepTheListAndCount_whenTheDatabaseIsAway() {
    // given
    LexiconWatch watch = watch("2s");
    look(watch);
    list.away = true;
    // when
    look(watch);
    look(watch);
    // then
    assertThat(lexicon.get().version()).isEqualTo("v1");
    assertThat(failures()).isEqualTo(2);
    assertThat(metrics.get("sluice.lexicon.version").gauge().value()).isEqualTo(1);
  }

  @Test
  void shouldCatchUp_whenTheDatabaseIsBack() {
    // given
    LexiconWatch watch = watch("2s");
    look(watch);
    list.away = true;
    look(watch);
    // when
    list.away = false;
    list.version = 2;
    look(watch);
    // then
    assertThat(lexicon.get().version()).isEqualTo("v2");
    assertThat(failures()).isEqualTo(1);
    assertThat(metrics.get("sluice.lexicon.entries").gauge().value()).isEqualTo(1);
  }

  @Test
  void shouldNotBeReady_whenNoListIsLoaded() {
    // given
    LexiconReadiness readiness = new LexiconReadiness(lexicon);
    assertThat(readiness.call().getStatus().name()).isEqualTo("DOWN");
    // when
    look(watch("2s"));
    // then
    assertThat(readiness.call().getStatus().name()).isEqualTo("UP");
    assertThat(readiness.call().getData().orElseThrow()).containsEntry("version", "v1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"99ms", "5001ms", "0s", "1m"})
  void shouldRefuseToStart_whenPublishedVersionsWouldComeLate(String interval) {
    assertThatThrownBy(() -> watch(interval).start(new StartupEvent()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.moderation.lexicon.refresh is '")
        .hasMessageContaining("allowed is a duration from 100ms to 5s");
  }

  private static void look(LexiconWatch watch) {
    watch.look().await().atMost(SOON);
  }

  private double failures() {
    return metrics.get("sluice.lexicon.failures").counter().count();
  }

  private LexiconWatch watch(String interval) {
    ModerationConfig config =
        Configs.of(ModerationConfig.class, "sluice.moderation.lexicon.refresh", interval);
    return new LexiconWatch(lexicon, config, (Vertx) null, metrics);
  }

  private LoadedLexicon loaded() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    ListFiles none = new ListFiles(Configs.of(ModerationConfig.class));
    return new LoadedLexicon(list, new Editions(list, ExactLexicon::new, none, clock), clock);
  }

  /** A list with one word, which may be away. */
  private static final class Published implements WordList {
    private int version = 1;
    private boolean away;

    @Override
    public Uni<Integer> newest() {
      return away
          ? Uni.createFrom().failure(new IllegalStateException("away"))
          : Uni.createFrom().item(version);
    }

    @Override
    public Uni<Page<ListEntry>> entries(int version, Filter filter, Slice slice) {
      ListedWord word = ListedWord.of("word", Category.CUSTOM, Optional.empty());
      ListEntry entry = new ListEntry(new EntryId(1), word, "t/a", "t/b", 1, NOW);
      return Uni.createFrom().item(new Page<>(List.of(entry), Optional.empty()));
    }

    @Override
    public Uni<ListEntry> entry(EntryId id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Page<Version>> versions(Slice slice) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Optional<Version>> lastUpdate() {
      throw new UnsupportedOperationException();
    }
  }
}
