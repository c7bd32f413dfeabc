package dev.sluice.moderation.chain;

import dev.sluice.model.Verdict;
import dev.sluice.moderation.NobodyJudged;
import java.util.Optional;

/**
 * What vendors made of a passage.
 *
 * @param gap present where somebody else should have judged as well and could not
 */
record Opinion(Verdict verdict, Optional<NobodyJudged> gap) {

  static Opinion of(Verdict verdict) {
    return new Opinion(verdict, Optional.empty());
  }

  static Opinion missing(NobodyJudged why) {
    return new Opinion(new Verdict.Unjudged(), Optional.of(why));
  }

  Opinion and(Opinion other) {
    return new Opinion(verdict.and(other.verdict), gap.or(() -> other.gap));
  }
}
