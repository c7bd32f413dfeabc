package dev.sluice.moderation.window;

import dev.sluice.model.Cut;
import dev.sluice.model.StreamPart;
import dev.sluice.moderation.CutOff;
import dev.sluice.moderation.OutputModeration.Witness;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.operators.multi.MultiOperatorProcessor;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Lets one answer through as it is judged, by demand: one part is asked of the provider at a time,
 * while there is demand and room. Every signal becomes a step of one {@link Serial}. However the
 * answer ends, it ends once, with no call, no timer and no request left behind.
 */
final class Gate extends MultiOperatorProcessor<StreamPart, StreamPart> {
  private final Serial serial = new Serial();
  private final AtomicLong demand = new AtomicLong();
  private final AnswerRules rules;
  private final Witness witness;
  private final WindowMetrics metrics;
  private final Executor home;
  private final Choices choices;
  private final Alarm alarm;
  private final Cutting cutting = new Cutting();
  private Optional<Throwable> failure = Optional.empty();
  private boolean received;
  private boolean asked;
  private boolean over;
  private int held;
  private volatile boolean left;

  Gate(
      MultiSubscriber<? super StreamPart> downstream,
      AnswerRules rules,
      Witness witness,
      WindowMetrics metrics,
      Supplier<ScheduledExecutorService> timers,
      Executor home) {
    super(downstream);
    this.rules = rules;
    this.witness = witness;
    this.metrics = metrics;
    this.home = home;
    this.choices =
        new Choices(
            new Answering(rules, cutting, witness::found, this::stepAtHome, metrics, timers));
    this.alarm = new Alarm(timers, () -> stepAtHome(this::ring));
  }

  @Override
  public void onItem(StreamPart part) {
    step(
        () -> {
          asked = false;
          choices.take(part);
        });
  }

  @Override
  public void onCompletion() {
    step(this::end);
  }

  /** What came before the failure is judged and goes out before it. */
  @Override
  public void onFailure(Throwable cause) {
    step(
        () -> {
          failure = Optional.of(cause);
          end();
        });
  }

  private void end() {
    received = true;
    choices.end();
  }

  @Override
  public void request(long more) {
    if (more <= 0) {
      step(() -> broken(Subscriptions.getInvalidRequestException()));
    } else {
      Subscriptions.add(demand, more);
      step(() -> {});
    }
  }

  @Override
  public void cancel() {
    left = true;
    serial.run(this::leave);
  }

  private void leave() {
    if (!over) {
      tellWhatIsUnjudged();
      close();
      super.cancel();
    }
  }

  private void tellWhatIsUnjudged() {
    Map<Integer, Integer> from = choices.retractions();
    if (!from.isEmpty()) {
      witness.leftUnjudged(from);
    }
  }

  private void ring() {
    alarm.rang();
    choices.tick(rules.nanoTime().getAsLong());
  }

  private void stepAtHome(Runnable action) {
    home.execute(() -> step(action));
  }

  private void step(Runnable action) {
    serial.run(() -> guarded(action));
  }

  private void guarded(Runnable action) {
    if (over || left) {
      return;
    }
    try {
      action.run();
      advance();
    } catch (RuntimeException e) {
      broken(e);
    }
  }

  private void advance() {
    release();
    if (over || left) {
      return;
    }
    if (cutting.isWished()) {
      cutOff(cutting.wish().orElseThrow());
    } else if (received && choices.done()) {
      finish();
    } else {
      askForMore();
      watchTime();
      account();
    }
  }

  private void release() {
    while (!over && !left && demand.get() > 0) {
      Optional<StreamPart> next = choices.next();
      if (next.isEmpty()) {
        return;
      }
      Subscriptions.produced(demand, 1);
      downstream.onItem(next.get());
    }
  }

  private void cutOff(Cutting.Wish wish) {
    Cut cut = rules.cut(wish, choices.retractions());
    close();
    metrics.cut(cut);
    resetProvider();
    downstream.onFailure(new CutOff(cut));
  }

  private void finish() {
    close();
    failure.ifPresentOrElse(downstream::onFailure, downstream::onCompletion);
  }

  private void broken(Throwable cause) {
    if (!over) {
      tellWhatIsUnjudged();
      close();
      resetProvider();
      downstream.onFailure(cause);
    }
  }

  private void resetProvider() {
    if (!received) {
      cancelUpstream();
    }
  }

  private void close() {
    over = true;
    alarm.cancel();
    choices.cancel();
    metrics.held(-held);
  }

  private void askForMore() {
    if (!received && !asked && demand.get() > 0 && choices.hasRoom()) {
      asked = true;
      super.request(1);
    }
  }

  private void watchTime() {
    if (!alarm.isSet()) {
      OptionalLong due = choices.due();
      due.ifPresent(at -> alarm.setIn(at - rules.nanoTime().getAsLong()));
    }
  }

  private void account() {
    int now = choices.held();
    if (now != held) {
      metrics.held(now - held);
      held = now;
    }
  }
}
