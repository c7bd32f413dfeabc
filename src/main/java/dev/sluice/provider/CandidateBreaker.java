package dev.sluice.provider;

import dev.sluice.model.ProviderFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What keeps a candidate from being asked: its own breaker, the breaker of its provider's key, and
 * the provider's wish to be asked later. Sends each failure to the one it concerns.
 */
final class CandidateBreaker implements Breaker {

  private final Breaker own;
  private final Breaker key;
  private final Duration maxRetryAfter;
  private final LongSupplier nanoTime;
  private volatile long restingUntil;

  /**
   * @param key shared by all candidates of the provider
   * @param maxRetryAfter the longest that the provider's wish is followed
   */
  CandidateBreaker(Breaker own, Breaker key, Duration maxRetryAfter, LongSupplier nanoTime) {
    this.own = own;
    this.key = key;
    this.maxRetryAfter = maxRetryAfter;
    this.nanoTime = nanoTime;
    this.restingUntil = nanoTime.getAsLong();
  }

  @Override
  public Optional<Permit> tryAcquire() {
    if (!rest().isZero()) {
      return Optional.empty();
    }
    return own.tryAcquire().flatMap(this::withKey);
  }

  private Optional<Permit> withKey(Permit ownPermit) {
    Optional<Permit> both = key.tryAcquire().map(keyPermit -> new Both(ownPermit, keyPermit));
    if (both.isEmpty()) {
      ownPermit.released();
    }
    return both;
  }

  /** The worst of what applies; open as well while the provider wants to be left alone. */
  @Override
  public State state() {
    if (!rest().isZero()) {
      return State.OPEN;
    }
    return own.state().compareTo(key.state()) > 0 ? own.state() : key.state();
  }

  @Override
  public Duration untilRetry() {
    return longer(rest(), longer(own.untilRetry(), key.untilRetry()));
  }

  private Duration rest() {
    long left = restingUntil - nanoTime.getAsLong();
    return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
  }

  private void restFor(Duration wish) {
    Duration bounded = wish.compareTo(maxRetryAfter) > 0 ? maxRetryAfter : wish;
    if (bounded.compareTo(rest()) > 0) {
      restingUntil = nanoTime.getAsLong() + bounded.toNanos();
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** Permission of the candidate's breaker and of its key's. */
  private final class Both implements Permit {

    private final Permit ownPermit;
    private final Permit keyPermit;

    Both(Permit ownPermit, Permit keyPermit) {
      this.ownPermit = ownPermit;
      this.keyPermit = keyPermit;
    }

    @Override
    public void opened() {
      ownPermit.opened();
      keyPermit.succeeded();
    }

    @Override
    public void succeeded() {
      ownPermit.succeeded();
      keyPermit.succeeded();
    }

    @Override
    public void failed(ProviderFailure failure) {
      switch (failure.kind()) {
        case CREDENTIALS -> {
          keyPermit.failed(failure);
          ownPermit.released();
        }
        case BAD_REQUEST, CONTENT_REFUSED -> succeeded();
        case OVERLOADED -> {
          failure.retryAfter().ifPresent(CandidateBreaker.this::restFor);
          blame(failure);
        }
        case UNREACHABLE, TIMED_OUT, BROKEN, STALLED, INTERRUPTED, GARBLED -> blame(failure);
      }
    }

    private void blame(ProviderFailure failure) {
      ownPermit.failed(failure);
      keyPermit.released();
    }

    @Override
    public void released() {
      ownPermit.released();
      keyPermit.released();
    }
  }
}
