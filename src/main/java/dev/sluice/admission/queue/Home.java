package dev.sluice.admission.queue;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Optional;

/** Where a caller is answered: on the context it asked on, or right here where there was none. */
record Home(Optional<Context> context) {

  static Home current() {
    return new Home(Optional.ofNullable(Vertx.currentContext()));
  }

  void run(Runnable step) {
    context.ifPresentOrElse(it -> it.runOnContext(ignored -> step.run()), step);
  }
}
