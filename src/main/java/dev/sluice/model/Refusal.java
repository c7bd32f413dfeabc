package dev.sluice.model;

import java.time.Duration;
import java.util.Optional;

/**
 * A typed "no" to a request, given before anything was released. One {@code switch} in the api room
 * turns it into a status, a code and a retry hint. Carries no stack trace: it is a normal answer.
 */
public abstract sealed class Refusal extends RuntimeException {

  private Refusal(String message) {
    super(message, null, false, false);
  }

  /** The body is not what the API takes; {@code param} names the field, empty for the whole. */
  public static final class Invalid extends Refusal {
    private final String code;
    private final String param;

    public Invalid(String code, String param, String message) {
      super(message);
      this.code = code;
      this.param = param;
    }

    public static Invalid parameter(String param, String message) {
      return new Invalid("invalid_parameter", param, message);
    }

    public String code() {
      return code;
    }

    public String param() {
      return param;
    }
  }

  /** The body is larger than allowed. */
  public static final class TooLarge extends Refusal {
    public TooLarge(long maxBytes) {
      super("The request body is larger than the " + maxBytes + " bytes allowed.");
    }
  }

  /** No credential, or none that we know; one answer for all of them. */
  public static final class Unauthenticated extends Refusal {
    public Unauthenticated() {
      super("Incorrect API key provided. Send a valid one as 'Authorization: Bearer <key>'.");
    }
  }

  /** A known caller that may not do this. */
  public static final class Forbidden extends Refusal {
    private final String code;

    public Forbidden(String code, String message) {
      super(message);
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  /** What was asked for does not exist for this caller. */
  public static final class NotFound extends Refusal {
    private final String code;
    private final String param;

    public NotFound(String code, String param, String message) {
      super(message);
      this.code = code;
      this.param = param;
    }

    public String code() {
      return code;
    }

    public String param() {
      return param;
    }
  }

  /** The idempotency key was used with another body. */
  public static final class IdempotencyConflict extends Refusal {
    public IdempotencyConflict() {
      super("This Idempotency-Key was used with a different request body.");
    }
  }

  /** What was asked for does not go with how things stand; the message says what to do first. */
  public static final class Conflict extends Refusal {
    private final String code;

    public Conflict(String code, String message) {
      super(message);
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  /** The input was judged unsafe. */
  public static final class InputBlocked extends Refusal {
    private final transient Cut cut;

    public InputBlocked(Cut cut) {
      super(cut.notice());
      this.cut = cut;
    }

    public Cut cut() {
      return cut;
    }
  }

  /** A limit of the caller's is used up. */
  public static final class Exhausted extends Refusal {
    private final Limit limit;
    private final transient Optional<Duration> retryAfter;

    /** Which kind of limit; each has a code of its own. */
    public enum Limit {
      DAILY_QUOTA,
      TOTAL_QUOTA,
      RATE,
      CONCURRENCY,
      /** Bytes of saved text. */
      STORAGE
    }

    /**
     * @param retryAfter when it allows more; empty where only others can make it so
     */
    public Exhausted(Limit limit, String message, Optional<Duration> retryAfter) {
      super(message);
      this.limit = limit;
      this.retryAfter = retryAfter;
    }

    public Limit limit() {
      return limit;
    }

    public Optional<Duration> retryAfter() {
      return retryAfter;
    }
  }

  /** We cannot serve it now; nothing is wrong with the request. */
  public static final class Unavailable extends Refusal {
    private final String code;
    private final transient Optional<Duration> retryAfter;

    public Unavailable(String code, String message, Optional<Duration> retryAfter) {
      super(message);
      this.code = code;
      this.retryAfter = retryAfter;
    }

    /** A text that cannot be judged at the moment does not pass. */
    public static Unavailable moderation(String message) {
      return new Unavailable("moderation_unavailable", message, Optional.of(Duration.ofSeconds(1)));
    }

    public String code() {
      return code;
    }

    public Optional<Duration> retryAfter() {
      return retryAfter;
    }
  }
}
