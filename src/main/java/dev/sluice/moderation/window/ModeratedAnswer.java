package dev.sluice.moderation.window;

import dev.sluice.model.Home;
import dev.sluice.model.StreamPart;
import dev.sluice.moderation.OutputModeration.Witness;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.AbstractMultiOperator;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/** An answer behind the gate that lets out what was judged. */
final class ModeratedAnswer extends AbstractMultiOperator<StreamPart, StreamPart> {
  private final AnswerRules rules;
  private final Witness witness;
  private final WindowMetrics metrics;
  private final Supplier<ScheduledExecutorService> timers;

  ModeratedAnswer(
      Multi<StreamPart> answer,
      AnswerRules rules,
      Witness witness,
      WindowMetrics metrics,
      Supplier<ScheduledExecutorService> timers) {
    super(answer);
    this.rules = rules;
    this.witness = witness;
    this.metrics = metrics;
    this.timers = timers;
  }

  @Override
  public void subscribe(MultiSubscriber<? super StreamPart> downstream) {
    upstream().subscribe(new Gate(downstream, rules, witness, metrics, timers, Home.current()));
  }
}
