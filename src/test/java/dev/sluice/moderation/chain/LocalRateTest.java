package dev.sluice.moderation.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.moderation.chain.SharedRate.Grant;
import dev.sluice.testing.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LocalRateTest {
  private static final long SECOND = Duration.ofSeconds(1).toMillis();

  @Property
  void shouldNeverGrantMoreInAnySecond(
      @ForAll @IntRange(min = 1, max = 20) int perSecond,
      @ForAll @IntRange(min = 1, max = 4) int instances,
      @ForAll @Size(max = 200) List<@IntRange(max = 120) Integer> pauses) {
    ManualTime time = new ManualTime();
    List<LocalRate> all = new ArrayList<>();
    for (int i = 0; i < instances; i++) {
      all.add(new LocalRate(time));
    }
    List<Long> granted = new ArrayList<>();

    for (int pause : pauses) {
      time.advance(Duration.ofMillis(pause));
      for (LocalRate rate : all) {
        if (take(rate, perSecond, instances) instanceof Grant.Taken) {
          granted.add(time.getAsLong() / 1_000_000);
        }
      }
    }

    int bound = Math.max(perSecond, instances); // nobody gets less than a call now and then
    for (int i = bound; i < granted.size(); i++) {
      assertThat(granted.get(i) - granted.get(i - bound)).isGreaterThanOrEqualTo(SECOND);
    }
  }

  @Test
  void shouldSayWhenACallIsFree_whenItIsFull() {
    ManualTime time = new ManualTime();
    LocalRate rate = new LocalRate(time);
    take(rate, 2, 1);
    time.advance(Duration.ofMillis(300));
    take(rate, 2, 1);

    assertThat(take(rate, 2, 1)).isEqualTo(new Grant.Full(Duration.ofMillis(700)));
    time.advance(Duration.ofMillis(700));
    assertThat(take(rate, 2, 1)).isEqualTo(new Grant.Taken());
  }

  @Test
  void shouldKeepVendorsApart() {
    LocalRate rate = new LocalRate(new ManualTime());
    take(rate, 1, 1);

    assertThat(rate.take("other", 1).await().indefinitely()).isEqualTo(new Grant.Taken());
  }

  private static Grant take(LocalRate rate, int perSecond, int instances) {
    return rate.take("a", perSecond, instances).await().indefinitely();
  }
}
