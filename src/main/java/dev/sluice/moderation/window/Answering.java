package dev.sluice.moderation.window;

import dev.sluice.model.Finding;
import dev.sluice.moderation.Judge;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the texts of one answer share.
 *
 * @param later runs what a verdict leads to, in its turn
 * @param timers where verdicts are waited for, looked up for each
 */
record Answering(
    AnswerRules rules,
    Cutting cutting,
    Consumer<Finding> findings,
    Executor later,
    WindowMetrics metrics,
    Supplier<ScheduledExecutorService> timers) {

  Report report(int choice, String field) {
    return new Report(findings, metrics, choice, field, rules.lexicon().version());
  }

  Windows windows(Windows.Owner owner, int choice, String field, Strand.Kind kind) {
    Judge judge = rules.judge(choice, field);
    if (judge == Judge.ALLOWS_ALL || kind == Strand.Kind.ID) {
      return NoWindows.INSTANCE;
    }
    Judge patient = new PatientJudge(judge, rules.sizes().patience(), timers);
    return judged(owner, kind == Strand.Kind.JSON ? new MeaningJudge(patient) : patient);
  }

  private Windows judged(Windows.Owner owner, Judge judge) {
    return new JudgedWindows(owner, judge, rules.sizes(), rules.nanoTime(), later, metrics);
  }
}
