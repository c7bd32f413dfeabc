package dev.sluice.journey;

import dev.sluice.model.StreamPart;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.AbstractMultiOperator;
import io.smallrye.mutiny.operators.multi.MultiOperatorProcessor;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.function.Consumer;

/**
 * Shows every part of an answer to an observer as the provider sends it. An operator of its own,
 * since Mutiny's would set up a context for each part.
 */
final class Generated extends AbstractMultiOperator<StreamPart, StreamPart> {
  private final Consumer<StreamPart> observer;

  Generated(Multi<StreamPart> upstream, Consumer<StreamPart> observer) {
    super(upstream);
    this.observer = observer;
  }

  @Override
  public void subscribe(MultiSubscriber<? super StreamPart> downstream) {
    upstream().subscribe(new Processor(downstream));
  }

  private final class Processor extends MultiOperatorProcessor<StreamPart, StreamPart> {
    Processor(MultiSubscriber<? super StreamPart> downstream) {
      super(downstream);
    }

    @Override
    public void onItem(StreamPart part) {
      observer.accept(part);
      super.onItem(part);
    }
  }
}
