package dev.sluice.quota.keeping;

import dev.sluice.model.Refusal;
import dev.sluice.model.Refusal.Exhausted;
import dev.sluice.quota.Bound;
import dev.sluice.quota.Limit;
import dev.sluice.quota.Measure;
import dev.sluice.quota.Period;
import dev.sluice.quota.ledger.Reading;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Words the refusal of a request that some limit does not allow. */
final class Denial {
  /** What can never fit is worth asking again as little as anything. */
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private static final Duration SOON = Duration.ofSeconds(1);

  private Denial() {}

  /** By the limit that holds longest. */
  static Refusal of(List<Reading> readings) {
    Reading strictest =
        readings.stream()
            .filter(reading -> !reading.fits())
            .max(Comparator.comparing(Denial::kind, Comparator.comparingInt(Denial::length)))
            .orElseThrow();
    Exhausted.Limit kind = kind(strictest);
    return new Exhausted(kind, sentence(strictest), retryAfter(kind, strictest));
  }

  static Exhausted.Limit kind(Reading reading) {
    return reading
        .bound()
        .limit()
        .map(Limit::period)
        .map(
            period ->
                switch (period) {
                  case MINUTE -> Exhausted.Limit.RATE;
                  case DAY -> Exhausted.Limit.DAILY_QUOTA;
                  case TOTAL -> Exhausted.Limit.TOTAL_QUOTA;
                })
        .orElse(Exhausted.Limit.CONCURRENCY);
  }

  private static int length(Exhausted.Limit kind) {
    return switch (kind) {
      case CONCURRENCY -> 0;
      case RATE -> 1;
      case DAILY_QUOTA -> 2;
      case TOTAL_QUOTA, STORAGE -> 3; // the ledger counts no storage
    };
  }

  private static Optional<Duration> retryAfter(Exhausted.Limit kind, Reading reading) {
    return switch (kind) {
      case TOTAL_QUOTA, STORAGE -> Optional.empty();
      case CONCURRENCY -> Optional.of(SOON);
      case DAILY_QUOTA -> Optional.of(Duration.ofMillis(reading.waitMillis()));
      case RATE ->
          Optional.of(
              reading.waitMillis() > 0 ? Duration.ofMillis(reading.waitMillis()) : A_MINUTE);
    };
  }

  private static String sentence(Reading reading) {
    Bound bound = reading.bound();
    String whose =
        " (plan '%s' of this %s)"
            .formatted(bound.plan(), bound.level().word().replace("alias", "model"));
    if (bound.limit().isEmpty()) {
      return "%d generations are open, and %d may be%s."
          .formatted(reading.used(), bound.most(), whose);
    }
    Limit limit = bound.limit().get();
    String hint = isOutput(limit.measure()) ? " A smaller 'max_tokens' asks for less." : "";
    return "The limit of %s %s %s is reached%s: %d used, %d more asked for.%s"
        .formatted(
            amount(limit.measure(), bound.most()),
            words(limit.measure()),
            span(limit.period()),
            whose,
            reading.used(),
            reading.wanted(),
            hint);
  }

  private static boolean isOutput(Measure measure) {
    return measure == Measure.TOKENS || measure == Measure.OUTPUT_TOKENS;
  }

  private static String amount(Measure measure, long most) {
    return measure == Measure.MONEY ? most + " millionths" : Long.toString(most);
  }

  private static String words(Measure measure) {
    return measure == Measure.MONEY
        ? "of the currency"
        : measure.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String span(Period period) {
    return switch (period) {
      case MINUTE -> "a minute";
      case DAY -> "a day";
      case TOTAL -> "in total";
    };
  }
}
