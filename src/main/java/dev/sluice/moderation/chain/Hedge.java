package dev.sluice.moderation.chain;

import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Has the next vendor asked as well, once in a hearing, where one takes longer than usual. */
final class Hedge {
  /** It helps the slow few, and comes where an answer takes longer than this share did. */
  private static final double USUAL = 0.95;

  private final Chain chain;
  private final Bench bench;
  private final Set<Member> underWay = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean used = new AtomicBoolean();

  Hedge(Chain chain, Bench bench) {
    this.chain = chain;
    this.bench = bench;
  }

  /** That vendor is being asked. */
  void begun(Member member) {
    underWay.add(member);
  }

  /** It answered, failed or was given up. */
  void over(Member member) {
    underWay.remove(member);
  }

  /** The first one's answer, or the next one's where the first takes longer than usual. */
  Uni<Opinion> around(Member first, Uni<Opinion> asking, Supplier<Uni<Opinion>> next) {
    Optional<Duration> usual =
        chain.hedges() && bench.hasMore() && used.compareAndSet(false, true)
            ? first.latencies().quantile(USUAL)
            : Optional.empty();
    if (usual.isEmpty()) {
      return asking;
    }
    return Uni.join()
        .first(asking, chain.pause(usual.get()).chain(() -> standIn(first, next)))
        .withItem()
        .onFailure(CompositeException.class)
        .transform(both -> ((CompositeException) both).getCauses().get(0));
  }

  private Uni<Opinion> standIn(Member first, Supplier<Uni<Opinion>> next) {
    if (!underWay.contains(first)) {
      return Hearing.nobody("nothing to hedge");
    }
    chain.metrics().hedged(first.id());
    return next.get();
  }
}
