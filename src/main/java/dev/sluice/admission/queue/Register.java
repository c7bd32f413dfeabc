package dev.sluice.admission.queue;

import dev.sluice.model.QueuePosition;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What all instances know together of one alias's slots and places. */
interface Register {

  /**
   * Tells what changed here and learns what changed for us. One at a time; after a failure the next
   * one must begin anew.
   */
  Future<Reply> exchange(Exchange exchange);

  /** Whether the register is told changes, or all that this instance has. */
  enum How {
    ON,
    ANEW
  }

  /**
   * One instance's side.
   *
   * @param number counts up
   * @param look whether the places of all our callers are wanted
   * @param leaving ids that free their place or slot
   * @param held ids of slots that we have; only for a new beginning
   */
  record Exchange(
      long number,
      How how,
      boolean look,
      int capacity,
      List<String> leaving,
      List<String> held,
      List<SlotRequest> entering) {}

  /** The register's side. */
  sealed interface Reply {}

  /** We are not known, or no more; whatever we had is free. */
  record Stranger() implements Reply {}

  /**
   * @param pace how long one place takes
   * @param waiting how many wait, on all instances
   * @param entered what became of each that entered, in their order
   * @param granted ids that have a slot now
   * @param places by id, those of our callers that wait; empty unless asked for
   */
  record News(
      Duration pace,
      int waiting,
      List<Entered> entered,
      List<String> granted,
      Map<String, Integer> places)
      implements Reply {

    QueuePosition position(int place) {
      return new QueuePosition(place, pace.multipliedBy(place));
    }
  }

  /** What became of one that entered. */
  sealed interface Entered {}

  record GotSlot() implements Entered {}

  record GotPlace(int place) implements Entered {}

  /** The queue is as long as it may be. */
  record Full() implements Entered {}

  /** This caller has as many places as it may have. */
  record TooMany() implements Entered {}
}
