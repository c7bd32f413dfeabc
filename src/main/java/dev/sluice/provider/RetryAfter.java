package dev.sluice.provider;

import io.vertx.core.MultiMap;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How long a provider asks us to wait, from {@code retry-after-ms} or {@code retry-after} (seconds
 * or an HTTP date). Values that make no sense count as none; the longest wait is a day.
 */
public final class RetryAfter {
  private static final Duration LONGEST = Duration.ofDays(1);

  private RetryAfter() {}

  public static Optional<Duration> of(MultiMap headers, Clock clock) {
    return number(headers.get("retry-after-ms"), 1)
        .or(() -> number(headers.get("retry-after"), 1000))
        .or(() -> date(headers.get("retry-after"), clock))
        .map(RetryAfter::bounded);
  }

  private static Optional<Duration> number(String value, double millisPerUnit) {
    if (value == null) {
      return Optional.empty();
    }
    try {
      double millis = Double.parseDouble(value.strip()) * millisPerUnit;
      return Double.isNaN(millis) || millis < 0
          ? Optional.empty()
          : Optional.of(Duration.ofMillis((long) Math.min(millis, LONGEST.toMillis())));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> date(String value, Clock clock) {
    if (value == null) {
      return Optional.empty();
    }
    try {
      ZonedDateTime until =
          ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
      return Optional.of(Duration.between(clock.instant(), until.toInstant()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
