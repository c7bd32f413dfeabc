package dev.sluice.journey;

import dev.sluice.trace.Closed;
import dev.sluice.trace.Opened;
import dev.sluice.trace.Trace;
import dev.sluice.trace.Traces;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Traces in memory that fail or wait when told to. */
final class FakeTraces implements Traces {
  final List<Opened> opened = new CopyOnWriteArrayList<>();
  final List<Closed> closed = new CopyOnWriteArrayList<>();
  final List<String> lost = new CopyOnWriteArrayList<>();
  Set<String> openInstances = Set.of();
  Supplier<Uni<Void>> opening = () -> Uni.createFrom().voidItem();
  final Deque<RuntimeException> closeFailures = new ArrayDeque<>();
  int closeAttempts;

  @Override
  public Uni<Void> open(Opened row) {
    return Uni.createFrom().deferred(() -> opening.get()).invoke(() -> opened.add(row));
  }

  @Override
  public Uni<Void> close(Closed end) {
    return Uni.createFrom()
        .item(
            () -> {
              closeAttempts++;
              if (!closeFailures.isEmpty()) {
                throw closeFailures.pop();
              }
              closed.add(end);
              return null;
            });
  }

  @Override
  public Uni<Optional<Trace>> find(String id) {
    return Uni.createFrom().item(Optional.empty());
  }

  @Override
  public Uni<Set<String>> openInstances() {
    return Uni.createFrom().item(() -> openInstances);
  }

  @Override
  public Uni<List<String>> closeLost(String instance, Instant now) {
    return Uni.createFrom()
        .item(
            () -> {
              lost.add(instance);
              return List.of("gen_of_" + instance);
            });
  }
}
