package dev.sluice.admission.guess;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Goes on where it was, on the caller's event loop; leaving ends the timer. */
@ApplicationScoped
class VertxPause implements Pause {
  private final Vertx vertx;

  VertxPause(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public Uni<Void> of(Duration time) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              long timer =
                  vertx.setTimer(Math.max(1, time.toMillis()), over -> emitter.complete(null));
              emitter.onTermination(() -> vertx.cancelTimer(timer));
            });
  }
}
