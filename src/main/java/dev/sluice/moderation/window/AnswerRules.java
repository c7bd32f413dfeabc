package dev.sluice.moderation.window;

import dev.sluice.model.Action;
import dev.sluice.model.Cut;
import dev.sluice.model.Direction;
import dev.sluice.moderation.Judge;
import dev.sluice.moderation.Judges;
import dev.sluice.moderation.ModerationConfig.Release;
import dev.sluice.moderation.OutputModeration.Answered;
import dev.sluice.moderation.Policy;
import dev.sluice.moderation.Subject;
import dev.sluice.moderation.lexicon.Entry;
import dev.sluice.moderation.lexicon.Lexicon;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What one answer is judged by, from its first part to its last.
 *
 * @param lexicon the version that was in force when the answer began
 * @param nanoTime monotonic time in nanoseconds
 */
record AnswerRules(
    Answered of,
    Release release,
    Sizes sizes,
    Policy policy,
    Lexicon lexicon,
    Judges judges,
    LongSupplier nanoTime) {

  /** Whether text waits for its verdict. */
  boolean holds() {
    return release == Release.HOLD;
  }

  Judge judge(int choice, String field) {
    return release == Release.LEXICON
        ? Judge.ALLOWS_ALL
        : judges.open(
            new Subject(
                of.generation(),
                of.alias(),
                Direction.OUTPUT,
                choice,
                field,
                of.prompt(),
                of.account()));
  }

  Action action(Entry entry) {
    return policy.ofListed(of.alias(), Direction.OUTPUT, entry.category(), entry.action());
  }

  /**
   * @param retractions as in {@link Cut#retractions}
   */
  Cut cut(Cutting.Wish wish, Map<Integer, Integer> retractions) {
    return new Cut(
        wish.category().name(),
        Direction.OUTPUT.stage(),
        wish.choice(),
        retractions,
        policy.notice(wish.category()));
  }
}
