package dev.sluice.model;

import java.time.Duration;
import java.util.Optional;

/**
 * A provider did not do what it was asked for. Made by provider adapters only; the kind decides
 * whether the next candidate is asked, what the breaker learns, and what the caller is told. The
 * message is ours or the provider's own sentence, cut to a bounded length, without content or
 * credentials. Carries no stack trace: it is a normal event here.
 */
public final class ProviderFailure extends RuntimeException {

  /** What went wrong, seen from our side of the connection. */
  public enum Kind {
    /** It was not asked: all streams that we open to it are taken. */
    SATURATED,
    /** It was not asked: its protocol has no form for the request, another's may have one. */
    INEXPRESSIBLE,
    /** No connection, or it broke before the answer began. */
    UNREACHABLE,
    /** No first chunk within the time allowed. */
    TIMED_OUT,
    /** 408, 409, 429, 529 or an overload error: healthy, but not now. */
    OVERLOADED,
    /** 5xx, or an error of the provider's own making. */
    BROKEN,
    /** 401, 402, 403 or a balance error: this key is of no use until somebody acts. */
    CREDENTIALS,
    /** 4xx of the caller's making: no other candidate would accept it. */
    BAD_REQUEST,
    /** The provider's own filter refused the input. */
    CONTENT_REFUSED,
    /** Silence in mid-stream while we were asking for more. */
    STALLED,
    /** The stream ended or broke before it was finished. */
    INTERRUPTED,
    /** Bytes that are not the protocol: broken JSON, an oversized event. */
    GARBLED;

    /** Whether another candidate may be asked while nothing was released yet. */
    public boolean failsOver() {
      return this != BAD_REQUEST && this != CONTENT_REFUSED;
    }
  }

  private final Kind kind;
  private final int status;
  private final transient Optional<Duration> retryAfter;

  public ProviderFailure(Kind kind, String message) {
    this(kind, 0, message, Optional.empty());
  }

  /**
   * @param status the HTTP status the provider answered, 0 where there was none
   * @param retryAfter how long the provider asked us to wait
   */
  public ProviderFailure(Kind kind, int status, String message, Optional<Duration> retryAfter) {
    super(message, null, false, false);
    this.kind = kind;
    this.status = status;
    this.retryAfter = retryAfter;
  }

  public Kind kind() {
    return kind;
  }

  public int status() {
    return status;
  }

  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
