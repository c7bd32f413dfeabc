package dev.sluice.moderation.lexicon.library;

import dev.sluice.model.SettingRules;
import dev.sluice.moderation.ModerationConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/**
 * Loads the word list before the gateway opens, and looks for a newer version all the time. A look
 * begins when the one before is over.
 */
@ApplicationScoped
class LexiconWatch {
  /** Published versions have to be in force everywhere within ten seconds. */
  private static final Duration RAREST = Duration.ofSeconds(5);

  private static final Duration OFTENEST = Duration.ofMillis(100);

  /** A look that hangs must not be the last one. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final LoadedLexicon lexicon;
  private final Duration interval;
  private final Vertx vertx;
  private final Counter failures;
  private volatile boolean failing;
  private volatile boolean stopped;
  private volatile long timer;

  LexiconWatch(LoadedLexicon lexicon, ModerationConfig config, Vertx vertx, MeterRegistry metrics) {
    this.lexicon = lexicon;
    this.interval = config.lexicon().refresh();
    this.vertx = vertx;
    this.failures =
        Counter.builder("sluice.lexicon.failures")
            .description("Looks for a newer word list that failed")
            .register(metrics);
    Gauge.builder("sluice.lexicon.version", lexicon, it -> it.isLoaded() ? version(it) : -1)
        .description("The published version of the word list in force here")
        .register(metrics);
    Gauge.builder("sluice.lexicon.entries", lexicon, it -> it.isLoaded() ? it.get().size() : -1)
        .description("Entries of the word list in force here, files included")
        .register(metrics);
  }

  void start(@Observes StartupEvent event) throws Throwable {
    new SettingRules("sluice.moderation.lexicon.")
        .demand(
            interval.compareTo(OFTENEST) >= 0 && interval.compareTo(RAREST) <= 0,
            "refresh",
            interval,
            "a duration from 100ms to 5s");
    VertxContextSupport.subscribeAndAwait(this::first);
    Edition edition = lexicon.edition();
    Log.infof(
        "word list loaded version=%s entries=%d",
        edition.lexicon().version(), edition.lexicon().size());
    plan();
  }

  /** Without a list nothing may be judged, so nothing is opened. */
  private Uni<Void> first() {
    return lexicon
        .refresh()
        .ifNoItem()
        .after(LIMIT)
        .fail()
        .onFailure()
        .transform(
            failure ->
                new ConfigurationException(
                    "The word list cannot be loaded from quarkus.datasource.reactive.url: "
                        + failure.getClass().getSimpleName(),
                    failure));
  }

  void stop(@Observes ShutdownEvent event) {
    stopped = true;
    vertx.cancelTimer(timer);
  }

  private void plan() {
    if (!stopped) {
      timer = vertx.setTimer(interval.toMillis(), tick -> lookAndPlan());
    }
  }

  private void lookAndPlan() {
    if (!stopped) {
      look().subscribe().with(done -> plan());
    }
  }

  /** One look; it never fails. */
  Uni<Void> look() {
    return lexicon
        .refresh()
        .ifNoItem()
        .after(LIMIT)
        .fail()
        .invoke(this::worked)
        .onFailure()
        .invoke(this::failed)
        .onFailure()
        .recoverWithNull();
  }

  private void worked() {
    if (failing) {
      Log.infof("word list can be loaded again version=%s", lexicon.get().version());
    }
    failing = false;
  }

  /** Told once, however long it goes on; the counter goes on. A look that a stop ended is none. */
  private void failed(Throwable failure) {
    if (stopped) {
      return;
    }
    failures.increment();
    if (!failing) {
      Log.errorf(
          "word list cannot be loaded, the old one stays version=%s cause=%s",
          lexicon.get().version(), failure.getClass().getSimpleName());
      Log.debug("word list cannot be loaded", failure);
    }
    failing = true;
  }

  private static int version(LoadedLexicon lexicon) {
    return lexicon.edition().version();
  }
}
