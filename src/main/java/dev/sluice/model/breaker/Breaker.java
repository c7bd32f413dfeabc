package dev.sluice.model.breaker;

import java.time.Duration;
import java.util.Optional;

/**
 * Decides whether something may be asked, from how the last askings went. In the shape that streams
 * need: permission first, and the result reported whenever it is known, also in mid-stream.
 */
public interface Breaker {

  /** Ordered from good to bad. */
  enum State {
    CLOSED,
    HALF_OPEN,
    OPEN
  }

  /** Permission to ask once, or empty if it must not be asked now. */
  Optional<Permit> tryAcquire();

  State state();

  /** How long until asking makes sense again; zero if it does now. */
  Duration untilRetry();

  /**
   * One asking. Each holder must report how it went or release it, else a half-open breaker runs
   * out of probes; reports after the final one are ignored.
   */
  interface Permit {

    /** The answer began. Settles a probe, so that recovery does not wait for a long answer. */
    void opened();

    /** The answer is whole. Final. */
    void succeeded();

    /** It failed, before or after it was opened. Final. */
    void failed();

    /** It was given up, which says nothing about who was asked. Final. */
    void released();
  }
}
