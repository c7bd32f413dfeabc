package dev.sluice.moderation.chain;

import dev.sluice.model.Category;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/** The vendors that may still be asked about one passage, in order. Safe for all threads. */
final class Bench {
  private final List<Member> ready;
  private final Map<Member, Long> backAt = new ConcurrentHashMap<>();
  private final Set<Member> askedTwice = new HashSet<>();
  private final LongSupplier nanoTime;

  Bench(List<Member> order, LongSupplier nanoTime) {
    this.ready = new CopyOnWriteArrayList<>(order);
    this.nanoTime = nanoTime;
  }

  /**
   * Takes the first who can find all that is needed; where nobody can alone, the first who can find
   * some of it.
   */
  synchronized Optional<Member> next(Set<Category> needed) {
    Optional<Member> next =
        ready.stream()
            .filter(member -> coverage(member).containsAll(needed))
            .findFirst()
            .or(
                () ->
                    ready.stream()
                        .filter(member -> !Collections.disjoint(coverage(member), needed))
                        .findFirst());
    next.ifPresent(ready::remove);
    return next;
  }

  private static Set<Category> coverage(Member member) {
    return member.capabilities().coverage();
  }

  /** It may be asked again after a while. */
  synchronized void later(Member member, Duration wait) {
    backAt.put(member, nanoTime.getAsLong() + wait.toNanos());
  }

  /** It failed, and may be asked once more after all others. */
  synchronized void again(Member member) {
    if (askedTwice.add(member)) {
      ready.add(member);
    }
  }

  /** Whether somebody is left who was not asked yet. */
  synchronized boolean hasMore() {
    return ready.stream().anyMatch(member -> !askedTwice.contains(member));
  }

  /** How long until the first of those comes back that may be asked later. */
  synchronized Optional<Duration> untilBack() {
    return backAt.values().stream()
        .min(Long::compare)
        .map(at -> Duration.ofNanos(Math.max(0, at - nanoTime.getAsLong())));
  }

  /** Those whose time has come may be asked again. */
  synchronized void recall() {
    long now = nanoTime.getAsLong();
    backAt.entrySet().stream()
        .filter(it -> it.getValue() <= now)
        .map(Map.Entry::getKey)
        .forEach(ready::add);
    backAt.keySet().removeAll(ready);
  }
}
