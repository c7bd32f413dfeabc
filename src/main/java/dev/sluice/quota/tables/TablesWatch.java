package dev.sluice.quota.tables;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Loads what operators keep before the gateway opens, and looks for changes all the time. A look
 * begins when the one before is over.
 */
@ApplicationScoped
class TablesWatch {
  /** A change has to be in force everywhere within five seconds. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final List<Look> looks;
  private final Vertx vertx;
  private volatile boolean stopped;
  private volatile long timer;

  TablesWatch(@All List<MemoryCopy> copies, Vertx vertx, MeterRegistry metrics) {
    this.looks = copies.stream().map(copy -> new Look(copy, metrics)).toList();
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) throws Throwable {
    VertxContextSupport.subscribeAndAwait(() -> all(Look::first));
    plan();
  }

  void stop(@Observes ShutdownEvent event) {
    stopped = true;
    vertx.cancelTimer(timer);
  }

  private void plan() {
    if (!stopped) {
      timer = vertx.setTimer(PAUSE.toMillis(), tick -> lookAndPlan());
    }
  }

  private void lookAndPlan() {
    if (!stopped) {
      all(Look::again).subscribe().with(done -> plan());
    }
  }

  private Uni<Void> all(Function<Look, Uni<Void>> look) {
    return Uni.join().all(looks.stream().map(look).toList()).andFailFast().replaceWithVoid();
  }
}
