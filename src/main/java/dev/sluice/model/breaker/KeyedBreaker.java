package dev.sluice.model.breaker;

import dev.sluice.model.breaker.Breaker.State;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What keeps a service from being asked: its own breaker, the breaker of the key it is asked with,
 * and the service's wish to be asked later.
 */
public final class KeyedBreaker {

  private final Breaker own;
  private final Breaker key;
  private final Duration longestRest;
  private final LongSupplier nanoTime;
  private volatile long restingUntil;

  /**
   * @param key may be shared by all that are asked with it
   * @param longestRest the longest that the service's wish is followed
   * @param nanoTime monotonic time in nanoseconds
   */
  public KeyedBreaker(Breaker own, Breaker key, Duration longestRest, LongSupplier nanoTime) {
    this.own = own;
    this.key = key;
    this.longestRest = longestRest;
    this.nanoTime = nanoTime;
    this.restingUntil = nanoTime.getAsLong();
  }

  /** Permission to ask once, or empty if it must not be asked now. */
  public Optional<Permit> tryAcquire() {
    if (!rest().isZero()) {
      return Optional.empty();
    }
    return own.tryAcquire().flatMap(this::withKey);
  }

  private Optional<Permit> withKey(Breaker.Permit ownPermit) {
    Optional<Permit> both = key.tryAcquire().map(keyPermit -> new Permit(ownPermit, keyPermit));
    if (both.isEmpty()) {
      ownPermit.released();
    }
    return both;
  }

  /** The worst of what applies; open as well while the service wants to be left alone. */
  public State state() {
    if (!rest().isZero()) {
      return State.OPEN;
    }
    return own.state().compareTo(key.state()) > 0 ? own.state() : key.state();
  }

  /** How long until asking makes sense again; zero if it does now. */
  public Duration untilRetry() {
    return longer(rest(), longer(own.untilRetry(), key.untilRetry()));
  }

  /** Follows the service's wish to be left alone, within bounds; a longer rest stands. */
  public void restFor(Duration wish) {
    Duration bounded = wish.compareTo(longestRest) > 0 ? longestRest : wish;
    if (bounded.compareTo(rest()) > 0) {
      restingUntil = nanoTime.getAsLong() + bounded.toNanos();
    }
  }

  private Duration rest() {
    long left = restingUntil - nanoTime.getAsLong();
    return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** One asking, permitted by both breakers. Its holder must end it in one of four ways. */
  public static final class Permit {

    private final Breaker.Permit ownPermit;
    private final Breaker.Permit keyPermit;

    private Permit(Breaker.Permit ownPermit, Breaker.Permit keyPermit) {
      this.ownPermit = ownPermit;
      this.keyPermit = keyPermit;
    }

    /** The answer began. */
    public void opened() {
      ownPermit.opened();
      keyPermit.opened();
    }

    /** The answer is whole. Final. */
    public void succeeded() {
      ownPermit.succeeded();
      keyPermit.succeeded();
    }

    /** The service failed. Final. */
    public void failed() {
      ownPermit.failed();
      keyPermit.released();
    }

    /** The key was refused, which says nothing about the service. Final. */
    public void refused() {
      keyPermit.failed();
      ownPermit.released();
    }

    /** It was given up, which says nothing about either. Final. */
    public void released() {
      ownPermit.released();
      keyPermit.released();
    }
  }
}
