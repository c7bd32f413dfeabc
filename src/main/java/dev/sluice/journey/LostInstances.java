package dev.sluice.journey;

import dev.sluice.journey.replay.GenerationsConfig;
import dev.sluice.journey.replay.ReplayLog;
import dev.sluice.trace.Traces;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Ends the traces of gateway instances that died: an instance without a sign of life at two looks
 * in a row is taken for dead, and whatever it left open ends as {@code InstanceLost}, for readers
 * of its generations too. Should it live after all, its own end of a trace still replaces that one.
 */
@ApplicationScoped
class LostInstances {
  private final Traces traces;
  private final ReplayLog log;
  private final Clock clock;
  private final Duration betweenLooks;
  private final Vertx vertx;
  private final Set<String> suspects = new HashSet<>();
  private long timer;

  @Inject
  LostInstances(Traces traces, ReplayLog log, Clock clock, GenerationsConfig config, Vertx vertx) {
    // A living instance gives its sign three times a lease, so one falls between two looks.
    this(traces, log, clock, config.lease().dividedBy(3), vertx);
  }

  LostInstances(Traces traces, ReplayLog log, Clock clock, Duration betweenLooks, Vertx vertx) {
    this.traces = traces;
    this.log = log;
    this.clock = clock;
    this.betweenLooks = betweenLooks;
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) {
    timer =
        vertx.setPeriodic(
            betweenLooks.toMillis(),
            tick ->
                look()
                    .subscribe()
                    .with(
                        done -> {},
                        failure ->
                            Log.warnf(
                                "looking for lost instances failed cause=%s",
                                failure.getClass().getSimpleName())));
  }

  void stop(@Observes ShutdownEvent event) {
    vertx.cancelTimer(timer);
  }

  /** One look at every instance that has traces open. */
  Uni<Void> look() {
    return traces
        .openInstances()
        .onItem()
        .transformToMulti(open -> Multi.createFrom().iterable(open))
        .onItem()
        .transformToUniAndConcatenate(this::look)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> look(String instance) {
    return log.isAlive(instance)
        .chain(
            alive -> {
              if (alive) {
                suspects.remove(instance);
                return Uni.createFrom().voidItem();
              }
              return suspects.add(instance) ? Uni.createFrom().voidItem() : close(instance);
            });
  }

  private Uni<Void> close(String instance) {
    return traces
        .closeLost(instance, clock.instant())
        .invoke(
            ids -> {
              suspects.remove(instance);
              Log.warnf("instance lost instance=%s generations=%d", instance, ids.size());
            })
        .onItem()
        .transformToMulti(ids -> Multi.createFrom().iterable(ids))
        .onItem()
        .transformToUniAndConcatenate(log::endLost)
        .collect()
        .last();
  }
}
