package dev.sluice.trace;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The record of every generation: a row before its first byte, one update at its end. */
public interface Traces {

  /** Inserts the row; nothing may be released before this completed. */
  Uni<Void> open(Opened opened);

  /** Completes the row. Doing it twice changes nothing: the first end holds. */
  Uni<Void> close(Closed closed);

  Uni<Optional<Trace>> find(String id);

  /** The instances that have rows without an end. */
  Uni<Set<String>> openInstances();

  /**
   * Ends the open rows of an instance that died, with outcome {@code InstanceLost}.
   *
   * @return the ids of the generations it left behind
   */
  Uni<List<String>> closeLost(String instance, Instant now);
}
