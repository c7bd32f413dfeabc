package dev.sluice.admission.launch.stop;

import java.time.Instant;
import java.util.Optional;

/**
 * An emergency stop, in force until it is released.
 *
 * @param by who threw the switch, as {@code tenant/account}
 */
public record Stop(
    long number,
    Scope scope,
    Running running,
    String reason,
    Instant at,
    String by,
    Optional<Release> release) {

  /** What becomes of generations that are under way. */
  public enum Running {
    KEEP,
    END
  }

  /** Who released it, and when. */
  public record Release(Instant at, String by) {}
}
