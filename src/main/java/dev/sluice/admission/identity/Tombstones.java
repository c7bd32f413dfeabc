package dev.sluice.admission.identity;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;

/** Forgets the fingerprints of closed accounts once they were kept long enough. */
@ApplicationScoped
class Tombstones {
  private static final Duration BETWEEN_LOOKS = Duration.ofHours(1);

  private final PostgresIdentities identities;
  private final IdentityConfig config;
  private final Clock clock;
  private final Vertx vertx;
  private long timer;

  Tombstones(PostgresIdentities identities, IdentityConfig config, Clock clock, Vertx vertx) {
    this.identities = identities;
    this.config = config;
    this.clock = clock;
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) {
    timer =
        vertx.setPeriodic(
            BETWEEN_LOOKS.toMillis(),
            tick ->
                purge()
                    .subscribe()
                    .with(
                        gone -> {},
                        failure ->
                            Log.warnf(
                                "purging tombstones failed cause=%s",
                                failure.getClass().getName())));
  }

  void stop(@Observes ShutdownEvent event) {
    vertx.cancelTimer(timer);
  }

  Uni<Integer> purge() {
    return identities
        .purge(clock.instant().minus(config.tombstone()))
        .invoke(
            gone -> {
              if (gone > 0) {
                Log.infof("fingerprints of closed accounts forgotten count=%d", gone);
              }
            });
  }
}
