package dev.sluice.quota;

import java.time.Duration;
import java.util.Optional;

/**
 * How much of a limit is used, reservations included.
 *
 * @param resetsIn until all of it is free again; empty where no time frees it
 */
public record Standing(Bound bound, long used, Optional<Duration> resetsIn) {

  public long remaining() {
    return Math.max(0, bound.most() - used);
  }
}
