package dev.sluice.provider;

import dev.sluice.model.ProviderFailure;
import dev.sluice.model.breaker.Breaker.State;
import dev.sluice.model.breaker.KeyedBreaker;
import java.time.Duration;
import java.util.Optional;

/** A candidate's breakers; sends each failure to the one it concerns. */
final class CandidateBreaker {

  private final KeyedBreaker breaker;

  /**
   * @param breaker its key is shared by all candidates of the provider
   */
  CandidateBreaker(KeyedBreaker breaker) {
    this.breaker = breaker;
  }

  /** Permission to ask once, or empty if it must not be asked now. */
  Optional<Permit> tryAcquire() {
    return breaker.tryAcquire().map(permit -> new Permit(breaker, permit));
  }

  State state() {
    return breaker.state();
  }

  /** How long until asking makes sense again; zero if it does now. */
  Duration untilRetry() {
    return breaker.untilRetry();
  }

  /** One asking of the candidate; its holder must say how it ended. */
  record Permit(KeyedBreaker breaker, KeyedBreaker.Permit permit) {

    void opened() {
      permit.opened();
    }

    void succeeded() {
      permit.succeeded();
    }

    void failed(ProviderFailure failure) {
      switch (failure.kind()) {
        case SATURATED, INEXPRESSIBLE -> permit.released();
        case CREDENTIALS -> permit.refused();
        case BAD_REQUEST, CONTENT_REFUSED -> permit.succeeded();
        case OVERLOADED -> {
          failure.retryAfter().ifPresent(breaker::restFor);
          permit.failed();
        }
        case UNREACHABLE, TIMED_OUT, BROKEN, STALLED, INTERRUPTED, GARBLED -> permit.failed();
      }
    }

    void released() {
      permit.released();
    }
  }
}
