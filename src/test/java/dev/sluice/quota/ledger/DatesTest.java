package dev.sluice.quota.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class DatesTest {

  private static Dates at(String instant, String zone) {
    return Dates.around(Clock.fixed(Instant.parse(instant), ZoneOffset.UTC), ZoneId.of(zone));
  }

  @Test
  void shouldChangeTheDay_whenItIsMidnightInTheZone() {
    // when
    Dates before = at("2026-01-02T15:59:59.999Z", "Asia/Shanghai");
    Dates after = at("2026-01-02T16:00:00Z", "Asia/Shanghai");
    // then
    assertThat(before.first()).isEqualTo(LocalDate.of(2026, 1, 1).toEpochDay());
    assertThat(after.first()).isEqualTo(before.first() + 1);
    assertThat(before.starts()[1]).isEqualTo(after.starts()[0]);
    assertThat(Instant.ofEpochMilli(after.starts()[0])).isEqualTo("2026-01-02T16:00:00Z");
  }

  @Test
  void shouldHaveShortAndLongDays_whenClocksAreTurned() {
    // when
    long[] spring = at("2026-03-07T12:00:00Z", "America/New_York").starts();
    // then
    assertThat(Duration.ofMillis(spring[1] - spring[0])).isEqualTo(Duration.ofHours(24));
    assertThat(Duration.ofMillis(spring[2] - spring[1])).isEqualTo(Duration.ofHours(23));
  }
}
