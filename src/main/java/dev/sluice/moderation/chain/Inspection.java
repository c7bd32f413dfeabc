package dev.sluice.moderation.chain;

import dev.sluice.model.Action;
import dev.sluice.model.Direction;
import dev.sluice.model.Verdict;
import dev.sluice.moderation.Passage;
import dev.sluice.moderation.Subject;
import dev.sluice.moderation.vendor.Judgement.Hit;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** One passage as it is put to vendors, and their findings as verdicts of ours. */
final class Inspection {
  private final Chain chain;
  private final Subject subject;
  private final Memory memory;
  private final Passage passage;

  Inspection(Chain chain, Subject subject, Memory memory, Passage passage) {
    this.chain = chain;
    this.subject = subject;
    this.memory = memory;
    this.passage = passage;
  }

  Direction direction() {
    return subject.direction();
  }

  /** Asks at subscription, and keeps in mind what the vendor has heard then. */
  Uni<Verdict> of(Member member) {
    return Uni.createFrom().deferred(() -> ask(member, memory.brief(member, passage)));
  }

  private Uni<Verdict> ask(Member member, Brief brief) {
    return new Examination(chain, member, brief)
        .answers()
        .onCancellation()
        .invoke(() -> memory.lost(member, brief))
        .onFailure()
        .invoke(() -> memory.lost(member, brief))
        .invoke(answers -> memory.heard(member, brief, issued(answers)))
        .map(answers -> ruled(member, answers));
  }

  private static Optional<String> issued(List<Answered> answers) {
    return answers.get(answers.size() - 1).judgement().session();
  }

  private Verdict ruled(Member member, List<Answered> answers) {
    Ruling ruling = new Ruling(passage);
    for (Answered answered : answers) {
      for (Hit hit : answered.judgement().hits()) {
        Action action =
            chain
                .policy()
                .of(subject.alias(), subject.direction(), hit.category(), hit.suggested());
        chain.metrics().found(member.id(), hit.category(), action);
        ruling.add(hit, action, answered, member.id());
      }
    }
    if (answers.stream().allMatch(it -> it.judgement().hits().isEmpty())) {
      chain.metrics().passed(member.id());
    }
    return ruling.verdict();
  }
}
