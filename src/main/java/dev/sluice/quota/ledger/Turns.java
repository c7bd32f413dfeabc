package dev.sluice.quota.ledger;

import io.smallrye.mutiny.Uni;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Lets only so many at a time do something; the others wait, first come, first served. */
final class Turns {
  private final int most;
  private final Set<Turn> waiting = new LinkedHashSet<>();
  private int taken;

  Turns(int most) {
    this.most = most;
  }

  <T> Uni<T> take(Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Turn turn = new Turn();
              return Uni.createFrom()
                  .<Void>emitter(emitter -> await(turn, () -> emitter.complete(null)))
                  .chain(() -> work.get())
                  .onTermination()
                  .invoke(() -> leave(turn));
            });
  }

  private void await(Turn turn, Runnable begin) {
    turn.begin = begin;
    if (enter(turn)) {
      begin.run();
    }
  }

  private synchronized boolean enter(Turn turn) {
    if (taken == most) {
      waiting.add(turn);
      return false;
    }
    taken++;
    return true;
  }

  /** Whoever still waits gives up its place only, everybody else passes the turn on. */
  private void leave(Turn turn) {
    next(turn).ifPresent(next -> next.begin.run());
  }

  private synchronized Optional<Turn> next(Turn leaving) {
    if (waiting.remove(leaving)) {
      return Optional.empty();
    }
    Optional<Turn> next = waiting.stream().findFirst();
    next.ifPresentOrElse(waiting::remove, () -> taken--);
    return next;
  }

  /** One that waits, told apart from all others by being itself. */
  private static final class Turn {
    private Runnable begin;
  }
}
