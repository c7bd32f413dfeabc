package dev.sluice.model;

import java.time.Duration;
import java.util.Optional;

/**
 * No candidate of a model alias gave an answer, and nothing of one was released. Made by failover
 * only; carries no stack trace, since it is a normal event here. The message holds no content, no
 * credentials and no provider's name.
 */
public final class RouteFailure extends RuntimeException {

  /** Why there is no answer. */
  public enum Kind {
    /** Every candidate asked failed. */
    PROVIDER_FAILED,
    /** The last candidate asked did not begin to answer in time. */
    PROVIDER_TIMEOUT,
    /** None could be asked: circuit breakers are open, or all streams are taken. */
    NO_PROVIDER_AVAILABLE
  }

  private final Kind kind;
  private final transient Optional<ProviderFailure> last;
  private final transient Optional<Duration> retryAfter;

  private RouteFailure(
      Kind kind, String message, Optional<ProviderFailure> last, Optional<Duration> retryAfter) {
    super(message, last.orElse(null), false, false);
    this.kind = kind;
    this.last = last;
    this.retryAfter = retryAfter;
  }

  /** Candidates were tried, and this is how the last one failed. */
  public static RouteFailure allFailed(ProviderFailure last) {
    return switch (last.kind()) {
      case TIMED_OUT -> failed(Kind.PROVIDER_TIMEOUT, "No provider began to answer in time.", last);
      case SATURATED ->
          failed(Kind.NO_PROVIDER_AVAILABLE, "No provider has room for another answer.", last);
      default -> failed(Kind.PROVIDER_FAILED, "No provider could answer.", last);
    };
  }

  private static RouteFailure failed(Kind kind, String message, ProviderFailure last) {
    return new RouteFailure(kind, message, Optional.of(last), Optional.empty());
  }

  /**
   * No candidate could be asked.
   *
   * @param retryAfter when the first of them may be asked again
   */
  public static RouteFailure noneAvailable(Duration retryAfter) {
    return new RouteFailure(
        Kind.NO_PROVIDER_AVAILABLE,
        "No provider of this model is available at the moment.",
        Optional.empty(),
        Optional.of(retryAfter));
  }

  public Kind kind() {
    return kind;
  }

  /** How the last candidate asked failed; empty where none was asked. */
  public Optional<ProviderFailure> last() {
    return last;
  }

  /** When asking again makes sense, where we know it. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
