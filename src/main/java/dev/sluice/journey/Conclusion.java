package dev.sluice.journey;

import dev.sluice.model.Category;
import dev.sluice.model.Cut;
import dev.sluice.model.Direction;
import dev.sluice.model.FinishReason;
import dev.sluice.model.Home;
import dev.sluice.model.Outcome;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Usage;
import dev.sluice.moderation.CutOff;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.operators.multi.AbstractMultiOperator;
import io.smallrye.mutiny.operators.multi.MultiOperatorProcessor;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Turns every way an answer can end into its explicit last part: completion, the provider's
 * failure, a cut by our verdict or by the provider's own filter, a stop from outside. Whatever ends
 * it before the provider did resets the provider's request. The outcome is settled once; the last
 * part carries the usage that came of it. A caller that leaves is settled as {@code Disconnected}.
 */
final class Conclusion extends AbstractMultiOperator<StreamPart, StreamPart> {
  private final Journey journey;
  private final String notice;
  private final Function<Outcome, Uni<Usage>> settle;

  Conclusion(
      Multi<StreamPart> upstream,
      Journey journey,
      String notice,
      Function<Outcome, Uni<Usage>> settle) {
    super(upstream);
    this.journey = journey;
    this.notice = notice;
    this.settle = settle;
  }

  @Override
  public void subscribe(MultiSubscriber<? super StreamPart> downstream) {
    upstream().subscribe(new Processor(downstream, Home.current()));
  }

  private final class Processor extends MultiOperatorProcessor<StreamPart, StreamPart> {
    private final Home home;
    private final AtomicLong demand = new AtomicLong();
    private volatile StreamPart last;
    private volatile boolean released;
    private final BitSet shown = new BitSet();

    Processor(MultiSubscriber<? super StreamPart> downstream, Home home) {
      super(downstream);
      this.home = home;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      super.onSubscribe(subscription);
      journey.stopSignal().listen(wish -> home.execute(() -> conclude(wish)));
    }

    @Override
    public void onItem(StreamPart part) {
      if (journey.ended()) {
        return;
      }
      if (part instanceof StreamPart.Finished finished) {
        journey.tally().finish(finished.reason());
        if (finished.reason() == FinishReason.CONTENT_FILTER) {
          conclude(new Outcome.Cut(providersCut(finished.choice())));
          return;
        }
      }
      noteShown(part);
      demand.decrementAndGet();
      downstream.onItem(part);
    }

    private void noteShown(StreamPart part) {
      if (part instanceof StreamPart.Delta delta && !delta.text().isEmpty()) {
        shown.set(delta.choice());
      } else if (part instanceof StreamPart.ToolCall call) {
        shown.set(call.choice());
      }
    }

    /** The provider gives no category and no place, so all that was shown must be hidden. */
    private Cut providersCut(int choice) {
      Map<Integer, Integer> all =
          shown.stream().boxed().collect(Collectors.toMap(it -> it, it -> 0));
      return new Cut(Category.OTHER.name(), Direction.OUTPUT.stage(), choice, all, notice);
    }

    @Override
    public void onCompletion() {
      end(new Outcome.Completed());
    }

    @Override
    public void onFailure(Throwable failure) {
      end(outcome(failure));
    }

    private Outcome outcome(Throwable failure) {
      if (failure instanceof CutOff cutOff) {
        return new Outcome.Cut(cutOff.cut());
      }
      if (!(failure instanceof ProviderFailure known)) {
        return new Outcome.Broken(failure);
      }
      // Some providers' filters end an answer with an error rather than with a finish reason.
      return known.kind() == ProviderFailure.Kind.CONTENT_REFUSED
          ? new Outcome.Cut(providersCut(Math.max(0, shown.nextSetBit(0))))
          : new Outcome.ProviderFailed(
              known.kind() == ProviderFailure.Kind.BAD_REQUEST ? wordless(known) : known);
    }

    /** In mid-answer a provider's own sentence may hold text of it, which nobody has judged. */
    private static ProviderFailure wordless(ProviderFailure failure) {
      return new ProviderFailure(
          failure.kind(),
          failure.status(),
          "The provider refused the request in mid-answer.",
          failure.retryAfter());
    }

    private void conclude(Outcome outcome) {
      if (!journey.ended()) {
        super.cancel();
        end(outcome);
      }
    }

    private void end(Outcome outcome) {
      if (journey.end(outcome)) {
        settle
            .apply(outcome)
            .subscribe()
            .with(usage -> home.execute(() -> release(new StreamPart.Ended(outcome, usage))));
      }
    }

    private void release(StreamPart ended) {
      last = ended;
      release();
    }

    private void release() {
      if (last != null && !released && demand.get() > 0) {
        released = true;
        downstream.onItem(last);
        downstream.onCompletion();
      }
    }

    @Override
    public void request(long more) {
      Subscriptions.add(demand, more);
      if (last == null) {
        super.request(more);
      } else {
        home.execute(this::release);
      }
    }

    @Override
    public void cancel() {
      released = true; // nothing reaches one that left
      super.cancel();
      if (journey.end(new Outcome.Disconnected())) {
        settle.apply(new Outcome.Disconnected());
      }
    }
  }
}
