package dev.sluice.admission.launch.stop;

import dev.sluice.model.Caller;
import dev.sluice.model.Page;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** The emergency switches, the same on all instances. */
public interface Switches {

  /** Stops the scope; where it is stopped already, the reason and the running ones' fate change. */
  Uni<Stop> stop(Caller by, Scope scope, Stop.Running running, String reason);

  /** Fails with {@link Refusal.NotFound} where no such stop is in force. */
  Uni<Void> release(Caller by, long number);

  /** All stops, the newest first, over or not. */
  Uni<Page<Stop>> list(Optional<Long> behind, int limit);

  Uni<List<Stop>> inForce();
}
