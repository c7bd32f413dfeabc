package dev.sluice.admission.launch.waitlist;

import dev.sluice.model.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often one address may do something within an hour, on this instance. Remembers a bounded
 * number of addresses, the least recent ones are forgotten first.
 */
final class AddressRate {
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final int MOST_ADDRESSES = 10_000;

  private final int most;
  private final Clock clock;
  private final Map<String, Count> counts =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  private record Count(Instant since, int times) {}

  AddressRate(int most, Clock clock) {
    this.most = most;
    this.clock = clock;
  }

  /**
   * @throws Refusal.Exhausted where it was too often
   */
  synchronized void count(String address) {
    Instant now = clock.instant();
    Count before = counts.get(address);
    boolean fresh = before == null || !now.isBefore(before.since().plus(WINDOW));
    Count count = fresh ? new Count(now, 1) : new Count(before.since(), before.times() + 1);
    if (count.times() > most) {
      throw tooOften(Duration.between(now, count.since().plus(WINDOW)));
    }
    counts.put(address, count);
  }

  synchronized int size() {
    return counts.size();
  }

  private static Refusal tooOften(Duration wait) {
    return new Refusal.Exhausted(
        Refusal.Exhausted.Limit.RATE,
        "This was asked too often from this address; try again later.",
        Optional.of(wait));
  }
}
