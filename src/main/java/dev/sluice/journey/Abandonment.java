package dev.sluice.journey;

import dev.sluice.journey.replay.GenerationsConfig;
import dev.sluice.journey.replay.ReplayLog;
import dev.sluice.model.Outcome;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Ends generations that nobody has been reading for {@code sluice.generations.abandon-after}; with
 * 0, the default, they run on unheard.
 */
@ApplicationScoped
class Abandonment {
  private static final Duration LONGEST_TICK = Duration.ofSeconds(1);

  private final RunningJourneys running;
  private final ReplayLog log;
  private final Duration after;
  private final Vertx vertx;
  private final LongSupplier nanoTime;
  private final Map<String, Long> unheardSince = new ConcurrentHashMap<>();
  private long timer = -1;

  @Inject
  Abandonment(RunningJourneys running, ReplayLog log, GenerationsConfig config, Vertx vertx) {
    this(running, log, config.abandonAfter(), vertx, System::nanoTime);
  }

  /**
   * @param nanoTime monotonic time in nanoseconds
   */
  Abandonment(
      RunningJourneys running, ReplayLog log, Duration after, Vertx vertx, LongSupplier nanoTime) {
    this.running = running;
    this.log = log;
    this.after = after;
    this.vertx = vertx;
    this.nanoTime = nanoTime;
  }

  void start(@Observes StartupEvent event) {
    if (!after.isZero()) {
      Duration tick = after.compareTo(LONGEST_TICK) < 0 ? after : LONGEST_TICK;
      timer = vertx.setPeriodic(Math.max(1, tick.toMillis()), ignored -> look());
    }
  }

  void stop(@Observes ShutdownEvent event) {
    vertx.cancelTimer(timer);
  }

  /** One look at every generation that runs here. */
  void look() {
    unheardSince.keySet().retainAll(running.ids(Journey.Kind.GENERATION));
    running.ids(Journey.Kind.GENERATION).forEach(this::look);
  }

  private void look(String id) {
    log.hasReaders(id).subscribe().with(heard -> saw(id, heard), unknown -> {});
  }

  private void saw(String id, boolean heard) {
    if (heard) {
      unheardSince.remove(id);
      return;
    }
    long now = nanoTime.getAsLong();
    long since = unheardSince.computeIfAbsent(id, ignored -> now);
    if (now - since >= after.toNanos()) {
      unheardSince.remove(id);
      running.stop(id, new Outcome.Abandoned());
    }
  }
}
