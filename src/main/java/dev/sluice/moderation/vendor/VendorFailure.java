package dev.sluice.moderation.vendor;

import java.time.Duration;
import java.util.Optional;

/** A vendor gave no judgement. Its message names codes, never the text or a secret. */
public final class VendorFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What follows for the vendor. */
  public enum Kind {
    /** Too many calls: leave it alone for a moment; says little about its health. */
    THROTTLED,
    /** May go better next time; counts against its breaker. */
    RETRYABLE,
    /** This text cannot be judged by it; says nothing about its health. */
    UNFIT,
    /** Our account or configuration: its breaker opens at once, somebody must act. */
    ACCOUNT
  }

  private final Kind kind;
  private final transient Optional<Duration> retryAfter;

  public VendorFailure(Kind kind, String message) {
    this(kind, message, Optional.empty());
  }

  public VendorFailure(Kind kind, String message, Optional<Duration> retryAfter) {
    super(message, null, false, false);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  public Kind kind() {
    return kind;
  }

  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
