package dev.sluice.quota.keeping;

import dev.sluice.model.Refusal;
import dev.sluice.quota.Bound;
import dev.sluice.quota.QuotaConfig;
import dev.sluice.quota.QuotaConfig.OnLedgerFailure;
import dev.sluice.quota.Standing;
import dev.sluice.quota.ledger.Amounts;
import dev.sluice.quota.ledger.Entry;
import dev.sluice.quota.ledger.Ledger.Granted;
import dev.sluice.quota.ledger.Place;
import dev.sluice.quota.ledger.Reading;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What may be reserved while the ledger cannot be asked: anything by callers without limits, a
 * share of their limits by others where operators want it, else nothing. The ledger is told
 * afterwards.
 */
@ApplicationScoped
class LedgerOutage {
  private final OnLedgerFailure policy;
  private final QuotaConfig config;
  private final Clock clock;
  private final LocalShare share;

  LedgerOutage(QuotaConfig config, Clock clock) {
    this.policy = config.onLedgerFailure();
    this.config = config;
    this.clock = clock;
    this.share = new LocalShare(config.localShare());
  }

  /**
   * Grants what the ledger could not be asked for.
   *
   * @param left until the ledger can be asked again
   * @throws Refusal.Unavailable if nobody may say yes in its place
   */
  Granted grant(Entry wish, List<Bound> bounds, Duration left) {
    if (!bounds.isEmpty() && policy == OnLedgerFailure.REFUSE) {
      throw unavailable(left);
    }
    List<Reading> readings = share.take(wish.id(), wish.levels(), bounds, wish.amounts());
    if (!readings.stream().allMatch(Reading::fits)) {
      throw unavailable(left);
    }
    return new Granted(here(), readings);
  }

  /** Counted by this host's clock, in no epoch of the ledger. */
  private Place here() {
    Instant now = clock.instant();
    LocalDate day = LocalDate.ofInstant(now, config.zone());
    return new Place(0, day.toEpochDay(), now.getEpochSecond(), 0);
  }

  /** What a reservation took from the share and does not need. */
  void giveBack(Reservation reservation, Amounts unspent) {
    List<Bound> bounds = reservation.allowance().standings().stream().map(Standing::bound).toList();
    share.giveBack(reservation.id(), reservation.levels(), bounds, unspent);
  }

  /** The ledger answers again. */
  void over() {
    share.forget();
  }

  static Refusal unavailable(Duration retryAfter) {
    return new Refusal.Unavailable(
        "quota_unavailable",
        "Quotas cannot be checked at the moment; try again.",
        Optional.of(retryAfter));
  }
}
