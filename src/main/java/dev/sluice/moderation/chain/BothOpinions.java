package dev.sluice.moderation.chain;

import dev.sluice.model.Verdict;
import io.smallrye.mutiny.Uni;

/** Two opinions on one passage, which must both let it pass. The first block ends the asking. */
final class BothOpinions {
  private BothOpinions() {}

  static Uni<Opinion> of(Uni<Opinion> one, Uni<Opinion> other) {
    return Uni.join()
        .all(one.invoke(BothOpinions::stopIfBlocked), other.invoke(BothOpinions::stopIfBlocked))
        .andFailFast()
        .map(both -> both.get(0).and(both.get(1)))
        .onFailure(Blocked.class)
        .recoverWithItem(blocked -> ((Blocked) blocked).opinion);
  }

  private static void stopIfBlocked(Opinion opinion) {
    if (opinion.verdict() instanceof Verdict.Block) {
      throw new Blocked(opinion);
    }
  }

  /** Has the other vendor's call reset. */
  private static final class Blocked extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Opinion opinion;

    private Blocked(Opinion opinion) {
      super(null, null, false, false);
      this.opinion = opinion;
    }
  }
}
