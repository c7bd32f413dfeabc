package dev.sluice.moderation.chain;

import dev.sluice.model.Category;
import dev.sluice.model.Direction;
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
import java.util.stream.Stream;

/** The vendors that may still be asked about one passage, in order. Safe for all threads. */
final class Bench {
  private final List<Member> ready;
  private final Map<Member, Long> backAt = new ConcurrentHashMap<>();
  private final Set<Member> askedTwice = new HashSet<>();
  private final Direction direction;
  private final LongSupplier nanoTime;

  Bench(List<Member> order, Direction direction, LongSupplier nanoTime) {
    this.ready = new CopyOnWriteArrayList<>(order);
    this.direction = direction;
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
            .or(() -> ready.stream().filter(member -> findsSome(member, needed)).findFirst());
    next.ifPresent(ready::remove);
    return next;
  }

  private Set<Category> coverage(Member member) {
    return member.coverage(direction);
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

  /** Whether somebody is left who was not asked yet and can find some of what is needed. */
  synchronized boolean hasMore(Set<Category> needed) {
    return fresh().anyMatch(member -> findsSome(member, needed));
  }

  /** Whether somebody is left who was not asked yet and can find all that is needed. */
  synchronized boolean hasOneFor(Set<Category> needed) {
    return fresh().anyMatch(member -> coverage(member).containsAll(needed));
  }

  private Stream<Member> fresh() {
    return ready.stream().filter(member -> !askedTwice.contains(member));
  }

  private boolean findsSome(Member member, Set<Category> needed) {
    return needed.isEmpty() || !Collections.disjoint(coverage(member), needed);
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
