package dev.sluice.storage;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;

/** Removes texts that have expired, again and again. Traces and logs have a clock of their own. */
@ApplicationScoped
class StoragePurge {
  private final SavedTexts texts;
  private final Clock clock;
  private final Duration every;
  private final Vertx vertx;
  private volatile long timer = -1;

  StoragePurge(SavedTexts texts, StorageConfig config, Clock clock, Vertx vertx) {
    this.texts = texts;
    this.clock = clock;
    this.every = config.purgeEvery();
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) {
    timer = vertx.setPeriodic(Math.max(1, every.toMillis()), tick -> begin());
  }

  void stop(@Observes ShutdownEvent event) {
    vertx.cancelTimer(timer);
  }

  private void begin() {
    look()
        .subscribe()
        .with(
            texts -> {
              if (texts > 0) {
                Log.infof("saved texts expired and removed texts=%d", texts);
              }
            },
            failure ->
                Log.warnf(
                    "saved texts that expired cannot be removed cause=%s",
                    failure.getClass().getSimpleName()));
  }

  /** One look: removes everything that has expired by now. */
  Uni<Long> look() {
    return texts.purge(clock.instant());
  }
}
