package dev.sluice.journey;

import dev.sluice.model.Finding;
import dev.sluice.trace.Findings;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Findings in memory, by number; fails as often as told to. */
final class FakeFindings implements Findings {
  final Map<Integer, Finding> kept = new ConcurrentSkipListMap<>();
  final Deque<RuntimeException> failures = new ArrayDeque<>();

  @Override
  public Uni<Void> add(String generation, int number, Finding finding, Instant foundAt) {
    return Uni.createFrom()
        .item(
            () -> {
              if (!failures.isEmpty()) {
                throw failures.pop();
              }
              kept.put(number, finding);
              return null;
            });
  }
}
