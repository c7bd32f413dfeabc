package dev.sluice.moderation.chain;

import dev.sluice.model.Verdict;
import dev.sluice.moderation.Judge;
import dev.sluice.moderation.NobodyJudged;
import dev.sluice.moderation.Passage;
import dev.sluice.moderation.Subject;
import io.smallrye.mutiny.Uni;
import java.util.Comparator;
import java.util.List;
import org.jboss.logging.Logger;

/** Judges one text by the vendors of its roster. */
final class ChainJudge implements Judge {
  private static final Logger LOG = Logger.getLogger(ChainJudge.class);

  private final Chain chain;
  private final Subject subject;
  private final Roster roster;
  private final List<Member> order;
  private final Shadows shadows;
  private final Memory memory;

  ChainJudge(Chain chain, Subject subject, Roster roster, Shadows shadows, Memory memory) {
    this.chain = chain;
    this.subject = subject;
    this.roster = roster;
    this.order = roster.draw(chain.random());
    this.shadows = shadows;
    this.memory = memory;
  }

  @Override
  public Uni<Verdict> judge(Passage passage) {
    return Uni.createFrom().deferred(() -> hear(passage));
  }

  private Uni<Verdict> hear(Passage passage) {
    memory.take(passage);
    if (passage.text().isEmpty()) {
      return Uni.createFrom().item(Verdict.ALLOW);
    }
    Inspection inspection = new Inspection(chain, subject, memory, passage);
    Bench bench = new Bench(order(passage), subject.direction(), chain.nanoTime());
    return new Hearing(chain, roster, bench, inspection)
        .opinion()
        .onFailure()
        .invoke(ChainJudge::log)
        .map(opinion -> conclude(opinion, passage))
        .invoke(verdict -> shadows.compare(subject, passage, memory, verdict));
  }

  /** Whoever heard all of the text goes on; else the drawn order. Nobody who cannot read it. */
  private List<Member> order(Passage passage) {
    return order.stream()
        .filter(member -> member.canJudge(subject.direction(), passage.text()))
        .sorted(Comparator.comparing(member -> !memory.follows(member, passage.position())))
        .toList();
  }

  /** What a vendor found holds, whoever else is missing; what nobody found is no pass. */
  private Verdict conclude(Opinion opinion, Passage passage) {
    Verdict verdict = opinion.verdict();
    chain.metrics().judged(subject.direction(), Measure.codePoints(passage.text()));
    if (opinion.gap().isEmpty() || verdict instanceof Verdict.Block) {
      return verdict;
    }
    if (chain.degrades()) {
      chain.metrics().unjudged(subject.direction());
      return verdict;
    }
    chain.metrics().exhausted(subject.direction());
    throw opinion.gap().get();
  }

  private static void log(Throwable failure) {
    if (!(failure instanceof NobodyJudged)) {
      LOG.errorf("judging failed failure=%s", failure.getClass().getName());
      LOG.debug("judging failed", failure);
    }
  }
}
