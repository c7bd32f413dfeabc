package dev.sluice.journey;

import dev.sluice.model.Outcome;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Carries a wish to end a journey from outside (the caller's delete, abandonment, drain) to
 * whichever stage is running. The first wish holds; the stage at work listens, and a stage that
 * begins to listen after the wish hears it at once. Safe from any thread.
 */
final class StopSignal {

  private sealed interface State {}

  private record Listening(Consumer<Outcome> stage) implements State {}

  private record Stopped(Outcome outcome) implements State {}

  private final AtomicReference<State> state = new AtomicReference<>(new Listening(outcome -> {}));

  void stop(Outcome outcome) {
    State before = state.getAndUpdate(now -> now instanceof Stopped ? now : new Stopped(outcome));
    if (before instanceof Listening listening) {
      listening.stage().accept(outcome);
    }
  }

  void listen(Consumer<Outcome> stage) {
    State before = state.getAndUpdate(now -> now instanceof Stopped ? now : new Listening(stage));
    if (before instanceof Stopped stopped) {
      stage.accept(stopped.outcome());
    }
  }
}
