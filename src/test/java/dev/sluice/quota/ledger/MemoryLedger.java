package dev.sluice.quota.ledger;

import dev.sluice.quota.Bound;
import dev.sluice.quota.Level;
import dev.sluice.quota.Limit;
import dev.sluice.quota.Measure;
import dev.sluice.quota.Period;
import dev.sluice.quota.QuotaConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A ledger in memory that counts only who is there: enough for tests of those that use one. Refuses
 * and fails when told to.
 */
public final class MemoryLedger implements Ledger {
  private static final Place PLACE = new Place(1, 20_000, 1_728_000_000L, 0);

  public final Map<String, Entry> entries = new HashMap<>();
  public Optional<RuntimeException> failure = Optional.empty();
  public boolean refusing;

  /** Until it is installed. */
  public boolean empty;

  /** Entries whose lease is over. */
  public final List<Entry> left = new ArrayList<>();

  public final Set<String> announced = new HashSet<>();
  public Uni<Void> slowness = Uni.createFrom().voidItem();
  public int asked;

  /** The real one, for tests in other packages. */
  public static Ledger inRedis(Redis redis, QuotaConfig config, Supplier<Dates> dates) {
    return new RedisLedger(redis, config, dates);
  }

  @Override
  public Uni<Answer> reserve(Entry entry, List<Bound> bounds) {
    return step(() -> {
          if (empty) {
            return new Empty();
          }
          if (refusing) {
            return (Answer) new Refused(readings(entry, orOne(bounds), false));
          }
          entries.put(entry.id(), entry);
          return new Granted(PLACE, readings(entry, bounds, true));
        })
        .call(() -> slowness);
  }

  private static List<Reading> readings(Entry entry, List<Bound> bounds, boolean fits) {
    List<Reading> readings = new ArrayList<>();
    for (Bound bound : bounds) {
      long wanted = bound.limit().map(Limit::measure).map(entry.amounts()::of).orElse(1L);
      readings.add(new Reading(bound, 0, wanted, fits, 1000, 2000, false));
    }
    return readings;
  }

  private static List<Bound> orOne(List<Bound> bounds) {
    Limit limit = new Limit(Measure.REQUESTS, Period.DAY, 0);
    return bounds.isEmpty()
        ? List.of(new Bound(Level.ACCOUNT, "none", Optional.of(limit), 0))
        : bounds;
  }

  private <T> Uni<T> step(Supplier<T> step) {
    return Uni.createFrom()
        .item(
            () -> {
              asked++;
              failure.ifPresent(
                  it -> {
                    throw it;
                  });
              return step.get();
            });
  }

  @Override
  public Uni<Answer> look(Levels levels, List<Bound> bounds) {
    return step(
        () -> {
          Entry nothing = new Entry("", levels, PLACE, Entry.State.OPEN, Amounts.NONE, "");
          return new Granted(PLACE, readings(nothing, bounds, true));
        });
  }

  @Override
  public Uni<List<Long>> settle(String tenant, List<Entry> settled) {
    return step(
        () -> {
          if (empty) {
            return List.of();
          }
          settled.forEach(entry -> entries.put(entry.id(), entry));
          return settled.stream().map(entry -> 1L).toList();
        });
  }

  @Override
  public Uni<Boolean> release(String tenant, List<Entry> released) {
    return step(
        () -> {
          released.forEach(entry -> entries.remove(entry.id()));
          return true;
        });
  }

  @Override
  public Uni<Boolean> finish(String tenant, List<Recorded> recorded) {
    return step(
        () -> {
          recorded.forEach(it -> entries.remove(it.entry().id()));
          return true;
        });
  }

  @Override
  public Uni<List<Entry>> claim(String tenant) {
    return step(
        () -> {
          List<Entry> first = left.subList(0, Math.min(left.size(), CLAIMED_AT_ONCE));
          List<Entry> claimed = List.copyOf(first);
          first.clear();
          return claimed;
        });
  }

  @Override
  public Uni<Void> install(String tenant, Base base, Duration gather) {
    return Uni.createFrom().voidItem().invoke(() -> empty = false);
  }

  @Override
  public Uni<Void> announce(String tenant) {
    return Uni.createFrom().voidItem();
  }

  @Override
  public Uni<Set<String>> tenants() {
    return Uni.createFrom().item(Set.copyOf(announced));
  }
}
