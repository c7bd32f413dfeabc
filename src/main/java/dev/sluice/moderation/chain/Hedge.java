package dev.sluice.moderation.chain;

import dev.sluice.model.Category;
import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
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

  /**
   * The first one's answer, or the next one's where the first takes longer than usual. Only who can
   * find all that is needed may be the next: vendors that complement one another are not to be
   * asked for one another.
   */
  Uni<Opinion> around(
      Member first, Set<Category> needed, Uni<Opinion> asking, Supplier<Uni<Opinion>> next) {
    Optional<Duration> usual =
        chain.hedges() && bench.hasOneFor(needed) && used.compareAndSet(false, true)
            ? first.latencies().quantile(USUAL)
            : Optional.empty();
    if (usual.isEmpty()) {
      return asking;
    }
    return Uni.join()
        .first(
            asking.invoke(Hedge::conclusive),
            chain.pause(usual.get()).chain(() -> standIn(first, next)).invoke(Hedge::conclusive))
        .withItem()
        .onFailure(CompositeException.class)
        .recoverWithUni(both -> better(((CompositeException) both).getCauses()));
  }

  /** An opinion with a gap, which a block never has, must not keep the other from being heard. */
  private static void conclusive(Opinion opinion) {
    if (opinion.gap().isPresent()) {
      throw new Inconclusive(opinion);
    }
  }

  private static Uni<Opinion> better(List<Throwable> both) {
    return both.stream()
        .filter(Inconclusive.class::isInstance)
        .map(it -> Uni.createFrom().item(((Inconclusive) it).opinion))
        .findFirst()
        .orElseGet(() -> Uni.createFrom().failure(both.get(0)));
  }

  private Uni<Opinion> standIn(Member first, Supplier<Uni<Opinion>> next) {
    if (!underWay.contains(first)) {
      return Hearing.nobody("nothing to hedge");
    }
    chain.metrics().hedged(first.id());
    return next.get();
  }

  /** Lets the other one go on. */
  private static final class Inconclusive extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Opinion opinion;

    private Inconclusive(Opinion opinion) {
      super(null, null, false, false);
      this.opinion = opinion;
    }
  }
}
