package dev.sluice.journey.replay;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps the cleared parts of generations so that any instance can replay them from any event and go
 * on live. Times out by itself; fails with {@link ReplayFailure} only.
 */
public interface ReplayLog {

  /** This instance's id, new at each start. */
  String instanceId();

  /**
   * Begins a log whose event 1 is {@code opened}.
   *
   * @param timeToLive how long it stays readable after its last write
   */
  Uni<Appender> begin(
      String generationId, String accountId, Entry.Opened opened, Duration timeToLive);

  /**
   * The events after {@code afterNumber} (0 for all), by demand, going on live until the end; each
   * subscription reads by itself. Completes after {@link Entry.Ended}, or at once where {@code
   * afterNumber} is the end or beyond it.
   */
  Multi<LoggedEvent> read(String generationId, long afterNumber);

  /** Whose log it is and how far it got; empty when there is none. */
  Uni<Optional<LogMeta>> meta(String generationId);

  /**
   * Asks the instance that runs the generation to cancel it, wherever that is; true when one was
   * asked, false when nothing runs under that id.
   */
  Uni<Boolean> requestCancel(String generationId);

  /**
   * Registers who is told the ids of generations of this instance that shall be cancelled. Told at
   * least once per request, on a Vert.x thread, within 200 ms plus Redis's time.
   */
  void onCancelRequested(Consumer<String> cancel);

  /**
   * Whether anyone reads the generation on any instance. Exact for readers that leave; one whose
   * instance died counts for 3 s more. Always true when {@code abandon-after} is 0: presence is not
   * recorded then.
   */
  Uni<Boolean> hasReaders(String generationId);

  /** Whether an instance holds its lease; a dead one's runs out within the configured lease. */
  Uni<Boolean> isAlive(String instanceId);

  /** Ends the log of a generation whose instance is dead; without effect on any other. */
  Uni<Void> endLost(String generationId);
}
