package dev.sluice.model;

import java.time.Duration;

/**
 * Where a caller stands in the queue of a model alias.
 *
 * @param place 1 for whoever is next; 0 once the turn has come
 * @param eta how long it will take from now, by the slots' recent turnover
 */
public record QueuePosition(int place, Duration eta) {
  /** The waiting is over. */
  public static final QueuePosition TURN = new QueuePosition(0, Duration.ZERO);

  public QueuePosition {
    if (place < 0 || eta.isNegative()) {
      throw new IllegalArgumentException("a place counts from 1, and takes no time back");
    }
  }

  /** The time left in whole seconds, never less than it is. */
  public int etaSeconds() {
    return (int) Math.min(Integer.MAX_VALUE, eta.plusMillis(999).toSeconds());
  }
}
