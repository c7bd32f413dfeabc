package dev.sluice.quota.ledger;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.LongStream;

/**
 * The days among which the ledger chooses by its own clock, so that instances whose clocks disagree
 * around midnight still count in the same day.
 *
 * @param first as days since 1970
 * @param starts when the three days behind the first begin, in milliseconds since 1970
 */
public record Dates(long first, long[] starts) {

  public static Dates around(Clock clock, ZoneId zone) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    long[] starts =
        LongStream.range(0, 3)
            .map(ahead -> today.plusDays(ahead).atStartOfDay(zone).toInstant().toEpochMilli())
            .toArray();
    return new Dates(today.minusDays(1).toEpochDay(), starts);
  }
}
