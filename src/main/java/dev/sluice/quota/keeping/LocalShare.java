package dev.sluice.quota.keeping;

import dev.sluice.quota.Bound;
import dev.sluice.quota.Limit;
import dev.sluice.quota.ledger.Amounts;
import dev.sluice.quota.ledger.Levels;
import dev.sluice.quota.ledger.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The share of every limit that this instance may spend while the ledger is away: once an outage,
 * whatever the period. So instances together spend at most their number times the share too much.
 */
final class LocalShare {
  private final int percent;
  private final Map<Key, Long> used = new HashMap<>();

  /** The generations that took of it in this outage. */
  private final Set<String> takers = new HashSet<>();

  LocalShare(int percent) {
    this.percent = percent;
  }

  /** Takes it from all limits if all of them have it, else from none; the readings tell which. */
  synchronized List<Reading> take(String id, Levels levels, List<Bound> bounds, Amounts amounts) {
    List<Reading> readings = new ArrayList<>();
    for (Bound bound : bounds) {
      long before = used.getOrDefault(key(levels, bound), 0L);
      long wanted = wanted(bound, amounts);
      readings.add(
          new Reading(bound, before, wanted, before + wanted <= share(bound), 0, -1, false));
    }
    if (readings.stream().allMatch(Reading::fits)) {
      takers.add(id);
      readings.forEach(it -> used.merge(key(levels, it.bound()), it.wanted(), Long::sum));
    }
    return readings;
  }

  /** The ledger is back; the next outage begins anew. */
  synchronized void forget() {
    used.clear();
    takers.clear();
  }

  /** At least one generation at a time, else a share would allow nothing at all. */
  private long share(Bound bound) {
    long part = bound.most() / 100 * percent + bound.most() % 100 * percent / 100;
    return bound.limit().isEmpty() && bound.most() > 0 ? Math.max(1, part) : part;
  }

  private static long wanted(Bound bound, Amounts amounts) {
    return bound.limit().map(Limit::measure).map(amounts::of).orElse(1L);
  }

  /**
   * Gives back what was not spent, and the place among the open ones; nothing where the generation
   * took its share in an outage that is over.
   */
  synchronized void giveBack(String id, Levels levels, List<Bound> bounds, Amounts unspent) {
    if (!takers.remove(id)) {
      return;
    }
    for (Bound bound : bounds) {
      long less = wanted(bound, unspent);
      used.computeIfPresent(key(levels, bound), (key, count) -> Math.max(0, count - less));
    }
  }

  private static Key key(Levels levels, Bound bound) {
    String whose =
        switch (bound.level()) {
          case ACCOUNT -> levels.account();
          case CREDENTIAL -> levels.credential();
          case TENANT -> "";
          case ALIAS -> levels.alias();
        };
    return new Key(levels.tenant(), whose, bound);
  }

  private record Key(String tenant, String whose, Bound bound) {}
}
