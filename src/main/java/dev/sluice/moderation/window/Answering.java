package dev.sluice.moderation.window;

import dev.sluice.model.Finding;
import dev.sluice.moderation.Judge;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What the texts of one answer share.
 *
 * @param later runs what a verdict leads to, in its turn
 */
record Answering(
    AnswerRules rules,
    Cutting cutting,
    Consumer<Finding> findings,
    Executor later,
    WindowMetrics metrics) {

  Report report(int choice, String field) {
    return new Report(findings, choice, field, rules.lexicon().version());
  }

  Windows windows(Windows.Owner owner, int choice, String field) {
    Judge judge = rules.judge(choice, field);
    return judge == Judge.ALLOWS_ALL
        ? NoWindows.INSTANCE
        : new JudgedWindows(owner, judge, rules.sizes(), rules.nanoTime(), later, metrics);
  }
}
