package dev.sluice.admission.queue;

import dev.sluice.model.QueuePosition;
import io.smallrye.mutiny.Uni;
import java.util.function.Consumer;

/** A place in the queue of an alias, or the slot itself where one was free. */
public interface Place {

  /**
   * Completes when the slot is the caller's. Fails with {@code queue_full} where that takes longer
   * than {@code sluice.queue.max-wait}. Cancelling it does not leave the queue; {@link
   * SlotQueue#leave} does.
   *
   * @param told is told the position at once and then at least every five seconds, and {@link
   *     QueuePosition#TURN} at the end; nothing where there was no waiting. On the context of
   *     whoever subscribes.
   */
  Uni<Void> turn(Consumer<QueuePosition> told);
}
