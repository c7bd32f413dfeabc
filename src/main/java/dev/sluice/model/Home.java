package dev.sluice.model;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Where a caller is answered: on the context it asked on, or right here where there was none. */
public record Home(Optional<Context> context) implements Executor {

  public static Home current() {
    return new Home(Optional.ofNullable(Vertx.currentContext()));
  }

  /** Runs the step in a later turn of the context, if there is one. */
  @Override
  public void execute(Runnable step) {
    context.ifPresentOrElse(it -> it.runOnContext(ignored -> step.run()), step);
  }
}
