package dev.sluice.moderation.chain;

import dev.sluice.model.Verdict;
import dev.sluice.model.breaker.KeyedBreaker.Permit;
import dev.sluice.moderation.NobodyJudged;
import dev.sluice.moderation.Passage;
import dev.sluice.moderation.Subject;
import dev.sluice.moderation.chain.SharedRate.Grant;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Vendors that are judged but not obeyed: asked once the verdict is there, so that nothing waits
 * for them, and each passage by itself, with the overlap before it.
 */
final class Shadows {
  /** Comparisons under way; what would come on top is left out. */
  private static final int MOST = 64;

  /** How a shadow's verdict compares with the one that counted. */
  enum Agreement {
    AGREED,
    STRICTER,
    LAXER,
    /** It failed, or was not asked, being at its rate or at rest. */
    SILENT
  }

  private final Chain chain;
  private final List<Member> members;
  private final AtomicInteger underWay = new AtomicInteger();

  private Shadows(Chain chain, List<Member> members) {
    this.chain = chain;
    this.members = members;
  }

  static Shadows of(Chain chain, Map<String, Member> members) {
    List<String> ids = chain.config().chain().shadow().orElse(List.of());
    return new Shadows(chain, ids.stream().map(id -> member(id, members)).toList());
  }

  private static Member member(String id, Map<String, Member> members) {
    Member member = members.get(id);
    if (member == null) {
      throw ChainRules.RULES.wrong(
          "chain.shadow", id, "the id of a vendor configured under sluice.moderation.vendors");
    }
    return member;
  }

  /** Begins to compare and returns at once. */
  void compare(Subject subject, Passage passage, Memory memory, Verdict verdict) {
    if (members.isEmpty() || chain.random().getAsDouble() >= share()) {
      return;
    }
    Passage once = new Passage(passage.text(), passage.position(), true);
    Inspection inspection = new Inspection(chain, subject, memory.aside(passage), once);
    for (Member member : members) {
      if (member.canJudge(subject.direction(), passage.text())) {
        detach(member, inspection, verdict);
      }
    }
  }

  private double share() {
    return chain.config().chain().shadowShare();
  }

  private void detach(Member member, Inspection inspection, Verdict verdict) {
    if (underWay.incrementAndGet() > MOST) {
      underWay.decrementAndGet();
      member.compared(Agreement.SILENT);
      return;
    }
    judged(member, inspection)
        .map(shadow -> agreement(verdict, shadow))
        .onFailure()
        .recoverWithItem(Agreement.SILENT)
        .subscribe()
        .with(
            agreement -> {
              underWay.decrementAndGet();
              member.compared(agreement);
            });
  }

  private Uni<Verdict> judged(Member member, Inspection inspection) {
    return member
        .tryAcquire()
        .map(permit -> judged(member, permit, inspection))
        .orElseGet(() -> Uni.createFrom().failure(new NobodyJudged("the vendor is at rest")));
  }

  private Uni<Verdict> judged(Member member, Permit permit, Inspection inspection) {
    return chain
        .rate()
        .take(member.id(), member.config().qps())
        .chain(
            grant -> {
              if (grant instanceof Grant.Full) {
                permit.released();
                return Uni.createFrom().failure(new NobodyJudged("the vendor is at its rate"));
              }
              return inspection
                  .of(member)
                  .invoke(() -> member.succeeded(permit))
                  .onFailure()
                  .invoke(failure -> member.failed(permit, member.typed(failure)));
            });
  }

  private static Agreement agreement(Verdict verdict, Verdict shadow) {
    int difference = Integer.compare(severity(shadow), severity(verdict));
    return difference == 0
        ? Agreement.AGREED
        : difference > 0 ? Agreement.STRICTER : Agreement.LAXER;
  }

  private static int severity(Verdict verdict) {
    return verdict instanceof Verdict.Block ? 2 : verdict instanceof Verdict.Redact ? 1 : 0;
  }
}
