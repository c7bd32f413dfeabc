package dev.sluice.quota.ledger;

import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records in memory, with the promises of those in PostgreSQL; fails when told to. */
public final class MemoryUsageRecords implements UsageRecords {
  private record Row(UsageRecord usage, long epoch) {}

  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final Map<String, Long> epochs = new HashMap<>();
  public final Deque<RuntimeException> failures = new ArrayDeque<>();
  public boolean losesAnswers;
  public Uni<Void> summing = Uni.createFrom().voidItem();

  @Override
  public Uni<Kept> add(UsageRecord usage) {
    return Uni.createFrom().item(() -> keep(usage));
  }

  private synchronized Kept keep(UsageRecord usage) {
    if (!failures.isEmpty()) {
      throw failures.pop();
    }
    long epoch = epochs.getOrDefault(usage.levels().tenant(), 0L);
    rows.putIfAbsent(usage.id(), new Row(usage, epoch));
    if (losesAnswers) {
      throw new IllegalStateException("the answer was lost");
    }
    Row kept = rows.get(usage.id());
    return new Kept(kept.usage().amounts(), kept.epoch());
  }

  @Override
  public Uni<Ledger.Base> beginEpoch(String tenant) {
    return summing.replaceWith(() -> begin(tenant));
  }

  private synchronized Ledger.Base begin(String tenant) {
    long epoch = epochs.merge(tenant, 1L, Long::sum);
    Map<String, Ledger.Used> levels = new HashMap<>();
    rows.values().stream()
        .map(Row::usage)
        .filter(usage -> usage.levels().tenant().equals(tenant))
        .forEach(
            usage ->
                usage
                    .levels()
                    .names()
                    .forEach(it -> levels.merge(it, of(usage), MemoryUsageRecords::sum)));
    return new Ledger.Base(epoch, levels);
  }

  private static Ledger.Used of(UsageRecord usage) {
    return new Ledger.Used(usage.day(), usage.amounts(), usage.amounts());
  }

  private static Ledger.Used sum(Ledger.Used one, Ledger.Used other) {
    long day = Math.max(one.day(), other.day());
    Amounts ofDay = Amounts.NONE;
    ofDay = one.day() == day ? ofDay.plus(one.ofDay()) : ofDay;
    ofDay = other.day() == day ? ofDay.plus(other.ofDay()) : ofDay;
    return new Ledger.Used(day, ofDay, one.total().plus(other.total()));
  }

  public synchronized List<UsageRecord> all() {
    return rows.values().stream().map(Row::usage).toList();
  }

  public synchronized List<UsageRecord> of(String id) {
    return all().stream().filter(usage -> usage.id().equals(id)).toList();
  }
}
