package dev.sluice.moderation.chain;

import dev.sluice.model.breaker.Breaker.State;
import dev.sluice.moderation.ModerationConfig.VendorType;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.VendorFailure;
import java.time.Duration;
import java.util.Optional;

/**
 * How one vendor does on this instance, since it was started.
 *
 * @param capabilities what its interface can do, as we know it
 * @param untilRetry how long until it may be asked; zero if it may now
 * @param answers calls that it answered
 * @param failures calls that it did not
 * @param share of all answered calls that were its own, from 0 to 1
 * @param p50 of the last 256 answers, or empty while there were fewer than 20
 * @param shadow how it compared, where it is judged but not obeyed
 */
public record VendorHealth(
    String id,
    VendorType type,
    Capabilities capabilities,
    int perSecond,
    int weight,
    State breaker,
    Duration untilRetry,
    long answers,
    long failures,
    double share,
    Optional<Duration> p50,
    Optional<Duration> p95,
    Optional<VendorFailure.Kind> lastFailure,
    Optional<Comparison> shadow) {

  /** Passages by how the shadow's verdict compared with the one that counted. */
  public record Comparison(long agreed, long stricter, long laxer, long silent) {}

  /** Whether it may be asked now and answers. */
  public boolean healthy() {
    return breaker == State.CLOSED;
  }
}
