package dev.sluice.admission.queue;

import dev.sluice.model.Home;
import dev.sluice.model.QueuePosition;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** One caller in a line. All that happens to it happens on the line's context. */
final class Waiter implements Place {
  private final SlotRequest request;
  private final long sinceNanos;
  private final Executor line;
  private final CompletableFuture<Place> entered = new CompletableFuture<>();
  private final CompletableFuture<Void> turn = new CompletableFuture<>();
  private Consumer<QueuePosition> listener = position -> {};
  private Optional<QueuePosition> position = Optional.empty();

  Waiter(SlotRequest request, long sinceNanos, Executor line) {
    this.request = request;
    this.sinceNanos = sinceNanos;
    this.line = line;
  }

  SlotRequest request() {
    return request;
  }

  String id() {
    return request.id();
  }

  long sinceNanos() {
    return sinceNanos;
  }

  Optional<QueuePosition> position() {
    return position;
  }

  /** It stands there now. */
  void at(QueuePosition now) {
    position = Optional.of(now);
    entered.complete(this);
    listener.accept(now);
  }

  void granted() {
    position.ifPresent(waited -> listener.accept(QueuePosition.TURN));
    turn.complete(null);
    entered.complete(this);
  }

  void refused(Refusal refusal) {
    turn.completeExceptionally(refusal);
    entered.completeExceptionally(refusal);
  }

  /** Completes when it has its place or its slot. */
  void whenEntered(UniEmitter<? super Place> caller, Home home) {
    entered.whenComplete((place, refusal) -> home.execute(() -> answer(caller, place, refusal)));
  }

  @Override
  public Uni<Void> turn(Consumer<QueuePosition> told) {
    return Uni.createFrom()
        .emitter(
            caller -> {
              Home home = Home.current();
              line.execute(() -> listen(told, caller, home));
            });
  }

  private void listen(Consumer<QueuePosition> told, UniEmitter<? super Void> caller, Home home) {
    listener = now -> home.execute(() -> told.accept(now));
    if (!turn.isDone()) {
      position.ifPresent(listener);
    }
    turn.whenComplete((mine, refusal) -> home.execute(() -> answer(caller, mine, refusal)));
  }

  private static <T> void answer(UniEmitter<? super T> caller, T item, Throwable refusal) {
    if (refusal == null) {
      caller.complete(item);
    } else {
      caller.fail(refusal);
    }
  }
}
