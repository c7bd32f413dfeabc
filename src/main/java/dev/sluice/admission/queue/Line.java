package dev.sluice.admission.queue;

import dev.sluice.admission.queue.Register.Exchange;
import dev.sluice.admission.queue.Register.How;
import dev.sluice.admission.queue.Register.News;
import dev.sluice.admission.queue.Register.Reply;
import dev.sluice.model.Home;
import io.quarkus.logging.Log;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The queue of one alias as this instance sees it; all of it happens on one context. It has one
 * exchange with the register on its way at a time, and what comes meanwhile goes with the next.
 * Where the register does not answer, this instance goes on alone, with the alias's whole capacity
 * for itself, and begins anew once it answers again.
 */
final class Line {
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final String alias;
  private final Register register;
  private final QueueConfig config;
  private final LongSupplier nanoTime;
  private final QueueMetrics.OfAlias metrics;
  private final Vertx vertx;
  private final Context context;
  private final Crowd crowd;
  private int capacity = 1;
  private long number;
  private long sentNanos;
  private long toldNanos;
  private boolean ticking;
  private boolean flying;
  private boolean anew = true;
  private boolean alone;
  private boolean outdated;

  Line(
      String alias,
      Register register,
      QueueConfig config,
      LongSupplier nanoTime,
      QueueMetrics.OfAlias metrics,
      Vertx vertx) {
    this.alias = alias;
    this.register = register;
    this.config = config;
    this.nanoTime = nanoTime;
    this.metrics = metrics;
    this.vertx = vertx;
    this.context = VertxContext.getRootContext(vertx.getOrCreateContext());
    this.crowd = new Crowd(config, metrics);
  }

  Uni<Place> enter(SlotRequest request) {
    return Uni.createFrom()
        .emitter(
            caller -> {
              Waiter waiter = new Waiter(request, nanoTime.getAsLong(), this::run);
              waiter.whenEntered(caller, Home.current());
              run(() -> enter(waiter));
            });
  }

  void leave(String id) {
    run(
        () -> {
          crowd.leave(id);
          step();
        });
  }

  private void run(Runnable step) {
    context.runOnContext(ignored -> step.run());
  }

  private void enter(Waiter waiter) {
    capacity = waiter.request().capacity();
    alone &= !crowd.isEmpty() || !isPast(RETRY); // after a pause, the register is asked first
    crowd.enter(waiter);
    if (alone) {
      serveAlone();
      crowd.boundAlone(waiter);
    }
    step();
  }

  /** Does what is due. */
  private void step() {
    crowd.expire(nanoTime.getAsLong() - config.maxWait().toNanos());
    if (alone) {
      serveAlone();
    }
    if (!flying && due()) {
      send();
    }
    if (!ticking && !crowd.isEmpty()) {
      ticking = true;
      vertx.setTimer(Math.max(1, config.poll().toMillis()), ignored -> run(this::tick));
    }
  }

  private void tick() {
    ticking = false;
    if (alone && isTimeToTell()) {
      toldNanos = nanoTime.getAsLong();
      crowd.tellAlone();
    }
    step();
  }

  private boolean due() {
    if (alone) {
      return isPast(RETRY) && !crowd.isEmpty();
    }
    Duration pause = crowd.anyWaiting() ? config.poll() : config.lease().dividedBy(4);
    return crowd.changed() || !crowd.isEmpty() && isPast(pause);
  }

  private boolean isPast(Duration pause) {
    return nanoTime.getAsLong() - sentNanos >= pause.toNanos();
  }

  private boolean isTimeToTell() {
    return nanoTime.getAsLong() - toldNanos >= config.tellEvery().toNanos();
  }

  private void send() {
    anew |= isPast(config.lease().dividedBy(2)); // by now it may have forgotten us
    boolean look = crowd.anyWaiting() && !alone && isTimeToTell();
    Exchange exchange = crowd.exchange(++number, anew ? How.ANEW : How.ON, look, capacity);
    sentNanos = nanoTime.getAsLong();
    toldNanos = look ? sentNanos : toldNanos;
    flying = true;
    outdated = false;
    register.exchange(exchange).onComplete(reply -> run(() -> received(reply, look)));
  }

  private void received(AsyncResult<Reply> reply, boolean looked) {
    flying = false;
    if (reply.failed()) {
      goAlone(reply.cause());
    } else if (reply.result() instanceof News news && !outdated) {
      anew = false;
      alone = false;
      crowd.learn(news, looked);
    } else {
      anew = true;
      alone = false;
      send();
    }
    step();
  }

  private void goAlone(Throwable cause) {
    anew = true;
    if (!alone) {
      alone = true;
      metrics.alone();
      Log.warnf(
          "queue goes on without Redis alias=%s cause=%s", alias, cause.getClass().getSimpleName());
      serveAlone();
      crowd.placeAlone();
    }
  }

  /** Whatever we gave out while an exchange was on its way, the register could not know. */
  private void serveAlone() {
    outdated |= crowd.serveAlone(capacity) && flying;
  }
}
