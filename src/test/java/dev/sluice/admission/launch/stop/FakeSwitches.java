package dev.sluice.admission.launch.stop;

import dev.sluice.model.Caller;
import dev.sluice.model.Page;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Switches that may be away. */
final class FakeSwitches implements Switches {
  List<Stop> inForce = List.of();
  boolean away;

  @Override
  public Uni<List<Stop>> inForce() {
    return away
        ? Uni.createFrom().failure(new IllegalStateException("away"))
        : Uni.createFrom().item(inForce);
  }

  @Override
  public Uni<Stop> stop(Caller by, Scope scope, Stop.Running running, String reason) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Uni<Void> release(Caller by, long number) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Uni<Page<Stop>> list(Optional<Long> behind, int limit) {
    throw new UnsupportedOperationException();
  }
}
