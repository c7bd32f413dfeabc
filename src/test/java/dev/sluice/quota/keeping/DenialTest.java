package dev.sluice.quota.keeping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Refusal.Exhausted;
import dev.sluice.quota.Bound;
import dev.sluice.quota.Level;
import dev.sluice.quota.Limit;
import dev.sluice.quota.Measure;
import dev.sluice.quota.Period;
import dev.sluice.quota.ledger.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DenialTest {
  private static final Reading RATE = reading(Measure.TOKENS, Period.MINUTE, false, 0);
  private static final Reading DAILY = reading(Measure.REQUESTS, Period.DAY, false, 5000);
  private static final Reading TOTAL = reading(Measure.MONEY, Period.TOTAL, false, 0);
  private static final Reading OPEN =
      new Reading(new Bound(Level.TENANT, "p", Optional.empty(), 3), 3, 1, false, 0, -1, false);

  private static Reading reading(Measure measure, Period period, boolean fits, long wait) {
    Bound bound = new Bound(Level.ALIAS, "p", Optional.of(new Limit(measure, period, 10)), 10);
    return new Reading(bound, 9, 2, fits, wait, 0, false);
  }

  private static Exhausted denied(Reading... readings) {
    return (Exhausted) Denial.of(List.of(readings));
  }

  @Test
  void shouldNameTheLimitThatHoldsLongest_whenSeveralRefuse() {
    assertThat(denied(OPEN, RATE, DAILY, TOTAL).limit()).isEqualTo(Exhausted.Limit.TOTAL_QUOTA);
    assertThat(denied(DAILY, RATE).limit()).isEqualTo(Exhausted.Limit.DAILY_QUOTA);
    assertThat(denied(OPEN, RATE).limit()).isEqualTo(Exhausted.Limit.RATE);
    assertThat(denied(reading(Measure.TOKENS, Period.TOTAL, true, 0), OPEN).limit())
        .isEqualTo(Exhausted.Limit.CONCURRENCY);
  }

  @Test
  void shouldSayWhenToComeBack_whereThatHelps() {
    assertThat(denied(TOTAL).retryAfter()).isEmpty();
    assertThat(denied(DAILY).retryAfter()).contains(Duration.ofSeconds(5));
    assertThat(denied(RATE).retryAfter()).contains(Duration.ofMinutes(1));
    assertThat(denied(OPEN).retryAfter()).contains(Duration.ofSeconds(1));
  }

  @Test
  void shouldSayWhatIsMissing_inPlainWords() {
    assertThat(denied(RATE))
        .hasMessage(
            "The limit of 10 tokens a minute is reached (plan 'p' of this model): 9 used, 2 more"
                + " asked for. A smaller 'max_tokens' asks for less.");
    assertThat(denied(OPEN))
        .hasMessage("3 generations are open, and 3 may be (plan 'p' of this tenant).");
  }
}
