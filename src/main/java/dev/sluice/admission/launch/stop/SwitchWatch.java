package dev.sluice.admission.launch.stop;

import dev.sluice.admission.launch.LaunchConfig;
import dev.sluice.model.SettingRules;
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
 * Knows the emergency stops before the gateway opens, and looks for changes all the time. A look
 * begins when the one before is over; where it fails, what was known stays in force.
 */
@ApplicationScoped
class SwitchWatch {
  /** A stop has to be in force everywhere within two seconds. */
  private static final Duration RAREST = Duration.ofSeconds(2);

  private static final Duration OFTENEST = Duration.ofMillis(100);

  private static final Duration FIRST_LIMIT = Duration.ofSeconds(30);

  /** A look that hangs must not be the last one. */
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final StopsInForce stops;
  private final Duration interval;
  private final Vertx vertx;
  private volatile boolean failing;
  private volatile boolean ended;
  private volatile long timer;

  SwitchWatch(StopsInForce stops, LaunchConfig config, Vertx vertx) {
    this.stops = stops;
    this.interval = config.switches().refresh();
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) throws Throwable {
    new SettingRules("sluice.admission.switches.")
        .demand(
            interval.compareTo(OFTENEST) >= 0 && interval.compareTo(RAREST) <= 0,
            "refresh",
            interval,
            "a duration from 100ms to 2s");
    VertxContextSupport.subscribeAndAwait(this::first);
    plan();
  }

  /** Not knowing what is stopped, nothing is opened. */
  private Uni<Void> first() {
    return stops
        .refresh()
        .ifNoItem()
        .after(FIRST_LIMIT)
        .fail()
        .onFailure()
        .transform(
            failure ->
                new ConfigurationException(
                    "The emergency switches cannot be read from quarkus.datasource.reactive.url: "
                        + failure.getClass().getSimpleName(),
                    failure));
  }

  void stop(@Observes ShutdownEvent event) {
    ended = true;
    vertx.cancelTimer(timer);
  }

  private void plan() {
    if (!ended) {
      timer = vertx.setTimer(interval.toMillis(), tick -> lookAndPlan());
    }
  }

  private void lookAndPlan() {
    if (!ended) {
      look().subscribe().with(done -> plan());
    }
  }

  /** One look; it never fails. */
  Uni<Void> look() {
    return stops
        .refresh()
        .ifNoItem()
        .after(LIMIT)
        .fail()
        .invoke(() -> failing = false)
        .onFailure()
        .invoke(this::failed)
        .onFailure()
        .recoverWithNull();
  }

  /** Told once, however long it goes on. */
  private void failed(Throwable failure) {
    if (!failing && !ended) {
      Log.errorf(
          "emergency switches cannot be read, the known ones stay cause=%s",
          failure.getClass().getSimpleName());
    }
    failing = true;
  }
}
