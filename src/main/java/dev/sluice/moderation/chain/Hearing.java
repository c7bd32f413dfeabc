package dev.sluice.moderation.chain;

import dev.sluice.model.Category;
import dev.sluice.model.Verdict;
import dev.sluice.model.breaker.KeyedBreaker.Permit;
import dev.sluice.moderation.NobodyJudged;
import dev.sluice.moderation.chain.SharedRate.Grant;
import dev.sluice.moderation.vendor.VendorFailure;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** One passage's way along the vendors, within the deadline. Used by one subscription. */
final class Hearing {
  /** A vendor that got this part of the deadline, or more, had its chance. */
  private static final int FAIR = 4;

  /** Why the next vendor's turn came. */
  enum PassedOver {
    RESTING,
    FULL,
    /** It had only what others left of the time. */
    HURRIED
  }

  private final Chain chain;
  private final Roster roster;
  private final Bench bench;
  private final Inspection inspection;
  private final long begun;
  private final Hedge hedge;

  Hearing(Chain chain, Roster roster, Bench bench, Inspection inspection) {
    this.chain = chain;
    this.roster = roster;
    this.bench = bench;
    this.hedge = new Hedge(chain, bench);
    this.inspection = inspection;
    this.begun = chain.nanoTime().getAsLong();
  }

  /** Fails only where something of ours broke; a gap says that a vendor was missing. */
  Uni<Opinion> opinion() {
    return roster.secondOpinion() ? BothOpinions.of(complete(), complete()) : complete();
  }

  private Uni<Opinion> complete() {
    return next(roster.require())
        .onFailure(NobodyJudged.class)
        .recoverWithItem(nobody -> Opinion.missing((NobodyJudged) nobody));
  }

  /** Asks the next vendor that may be asked, until those who judged can find all that is needed. */
  private Uni<Opinion> next(Set<Category> needed) {
    return Uni.createFrom()
        .deferred(
            () ->
                left().toMillis() <= 0
                    ? Uni.createFrom().<Opinion>failure(Hearing::tooLate)
                    : bench
                        .next(needed)
                        .map(member -> admit(member, needed))
                        .orElseGet(() -> await(needed)));
  }

  private Uni<Opinion> admit(Member member, Set<Category> needed) {
    Optional<Permit> permit = member.tryAcquire();
    if (permit.isEmpty()) {
      return passOver(member, PassedOver.RESTING, member.untilRetry(), needed);
    }
    return chain
        .rate()
        .take(member.id(), member.config().qps())
        .onCancellation()
        .invoke(permit.get()::released)
        .chain(
            grant -> {
              if (grant instanceof Grant.Full full) {
                permit.get().released();
                return passOver(member, PassedOver.FULL, full.after(), needed);
              }
              return hedge.around(
                  member, needed, ask(member, permit.get(), needed), () -> next(needed));
            });
  }

  private Uni<Opinion> passOver(
      Member member, PassedOver why, Duration wait, Set<Category> needed) {
    bench.later(member, wait);
    if (bench.hasMore(needed)) {
      chain.metrics().failedOver(member.id(), why);
    }
    return next(needed);
  }

  /** Nobody is left but those who may be asked later, which may be soon enough. */
  private Uni<Opinion> await(Set<Category> needed) {
    Optional<Duration> back = bench.untilBack().filter(wait -> wait.compareTo(left()) < 0);
    if (back.isEmpty()) {
      return nobody("no vendor that may judge could be asked");
    }
    return chain.pause(back.get()).invoke(bench::recall).chain(() -> next(needed));
  }

  private Uni<Opinion> ask(Member member, Permit permit, Set<Category> needed) {
    Duration limit = limit(needed);
    hedge.begun(member);
    return inspection
        .of(member)
        .ifNoItem()
        .after(limit)
        .on(chain.timers().get())
        .failWith(() -> late(limit))
        .onCancellation()
        .invoke(permit::released)
        .onTermination()
        .invoke(() -> hedge.over(member))
        .invoke(() -> member.succeeded(permit))
        .map(Optional::of)
        .onFailure(NobodyJudged.class)
        .recoverWithItem(hurried -> hurried(member, permit))
        .onFailure()
        .recoverWithItem(failure -> failed(member, permit, member.typed(failure)))
        .chain(
            verdict ->
                verdict.isEmpty() ? next(needed) : complement(member, verdict.get(), needed));
  }

  /** While others could still be asked, nobody gets more than half of the time that is left. */
  private Duration limit(Set<Category> needed) {
    return bench.hasMore(needed) ? left().dividedBy(2) : left();
  }

  /** A vendor that had only what others left of the deadline is not to blame. */
  private RuntimeException late(Duration limit) {
    return limit.compareTo(roster.deadline().dividedBy(FAIR)) < 0
        ? tooLate()
        : new VendorFailure(
            VendorFailure.Kind.RETRYABLE, "no answer within " + limit.toMillis() + " ms");
  }

  private static NobodyJudged tooLate() {
    return new NobodyJudged("no vendor judged within the deadline");
  }

  private Optional<Verdict> hurried(Member member, Permit permit) {
    permit.released();
    chain.metrics().failedOver(member.id(), PassedOver.HURRIED);
    return Optional.empty();
  }

  private Optional<Verdict> failed(Member member, Permit permit, VendorFailure failure) {
    member.failed(permit, failure);
    switch (failure.kind()) {
      case THROTTLED -> bench.later(member, member.untilRetry());
      case RETRYABLE -> bench.again(member);
      case UNFIT, ACCOUNT -> {}
    }
    chain.metrics().failedOver(member.id(), failure.kind());
    return Optional.empty();
  }

  /** A vendor that finds only some of what is required leaves the rest to others. */
  private Uni<Opinion> complement(Member by, Verdict verdict, Set<Category> needed) {
    Opinion opinion = Opinion.of(verdict);
    Set<Category> rest = EnumSet.noneOf(Category.class);
    rest.addAll(needed);
    rest.removeAll(by.coverage(inspection.direction()));
    if (rest.isEmpty() || verdict instanceof Verdict.Block) {
      return Uni.createFrom().item(opinion);
    }
    return next(rest)
        .onFailure(NobodyJudged.class)
        .recoverWithItem(nobody -> Opinion.missing((NobodyJudged) nobody))
        .map(opinion::and);
  }

  private Duration left() {
    return roster.deadline().minus(chain.since(begun));
  }

  static Uni<Opinion> nobody(String why) {
    return Uni.createFrom().failure(() -> new NobodyJudged(why));
  }
}
