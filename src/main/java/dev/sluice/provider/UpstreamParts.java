package dev.sluice.provider;

import dev.sluice.model.ProviderFailure;
import dev.sluice.model.StreamPart;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The parts of one answer, for one subscriber, by demand: a buffer is fetched from the source only
 * when something is demanded and nothing decoded is left. All state is touched on the context it
 * was made with; demand and cancellation from elsewhere hop onto it. Silence counts as a stall only
 * while a fetch is outstanding, so a slow subscriber never looks like a slow provider.
 */
public final class UpstreamParts extends AbstractMulti<StreamPart> implements Flow.Subscription {

  /** Learns, once, how the answer began. */
  public interface Opening {
    void opened();

    void failed(ProviderFailure failure);
  }

  private final ContextInternal context;
  private final Intake intake;
  private final StallWatch watch;
  private final Duration stallTimeout;
  private final AtomicReference<MultiSubscriber<? super StreamPart>> subscriber =
      new AtomicReference<>();
  private ByteSource source;
  private Opening opening;
  private long demand;
  private boolean fetching;
  private boolean advancing;
  private boolean released;
  private boolean over;

  /** For one answer; used on that context only. */
  public UpstreamParts(
      ContextInternal context, FrameReader frames, PartDecoder decoder, Duration stallTimeout) {
    this.context = context;
    this.intake = new Intake(frames, decoder);
    this.stallTimeout = stallTimeout;
    this.watch = new StallWatch(context, stallTimeout, this::stalled);
  }

  /** Fetches until the first good part or the first failure; to be called once, on the context. */
  public void open(ByteSource from, Opening listener) {
    source = from;
    opening = listener;
    advance();
  }

  /** Another buffer from the source. */
  public void bytes(Buffer buffer) {
    arrived(() -> intake.feed(buffer));
  }

  /** The source ended cleanly. */
  public void ended() {
    arrived(intake::end);
  }

  /** The source broke; it is not to be used again, whatever came of it. */
  public void broke(ProviderFailure failure) {
    arrived(
        () -> {
          intake.broke(failure);
          source.reset();
        });
  }

  private void arrived(Runnable take) {
    if (over || intake.closed()) {
      return;
    }
    fetching = false;
    watch.end();
    take.run();
    if (intake.closed()) {
      letGo();
    }
    advance();
  }

  private void letGo() {
    released = true;
    if (intake.failure().isPresent()) {
      source.reset();
    } else {
      source.release();
    }
  }

  // Signals provoke demand and fetches provoke signals: one loop instead of recursion.
  private void advance() {
    if (advancing) {
      return;
    }
    advancing = true;
    boolean more = true;
    while (more && !over) {
      more = opening == null ? step() : stepOpening();
    }
    advancing = false;
  }

  private boolean step() {
    if (!intake.isEmpty()) {
      return demand > 0 && emit();
    }
    if (intake.closed()) {
      return finish();
    }
    return demand > 0 && fetch();
  }

  private boolean emit() {
    if (demand != Long.MAX_VALUE) {
      demand--;
    }
    subscriber.get().onItem(intake.take());
    return true;
  }

  private boolean finish() {
    over = true;
    watch.stop();
    intake.failure().ifPresentOrElse(subscriber.get()::onFailure, subscriber.get()::onCompletion);
    return false;
  }

  private boolean fetch() {
    if (fetching) {
      return false;
    }
    fetching = true;
    if (opening == null) {
      watch.begin();
    }
    source.fetch();
    return !fetching;
  }

  private boolean stepOpening() {
    if (intake.closed() && (intake.failure().isPresent() || !intake.begun())) {
      Opening listener = opening;
      abandon();
      listener.failed(intake.failure().orElseGet(Failures::endedEmpty));
      return false;
    }
    if (!intake.begun()) {
      return fetch();
    }
    Opening listener = opening;
    opening = null;
    watch.begin(); // until it is subscribed to: an answer that nobody takes must not stay open
    listener.opened();
    return true;
  }

  private void stalled() {
    if (fetching || subscriber.get() == null) {
      broke(Failures.stalled(stallTimeout));
    }
  }

  /** Ends the answer without a word, unless somebody has subscribed to it. On the context. */
  public void abandonUnlessTaken() {
    if (subscriber.get() == null) {
      abandon();
    }
  }

  private void abandon() {
    if (over) {
      return;
    }
    over = true;
    watch.stop();
    intake.discard();
    if (!released) {
      source.reset();
    }
  }

  @Override
  public void subscribe(MultiSubscriber<? super StreamPart> wanting) {
    if (subscriber.compareAndSet(null, wanting)) {
      wanting.onSubscribe(this);
    } else {
      Subscriptions.fail(wanting, new IllegalStateException("an answer has one subscriber"));
    }
  }

  @Override
  public void request(long n) {
    on(parts -> parts.demanded(n));
  }

  @Override
  public void cancel() {
    on(UpstreamParts::abandon);
  }

  private void on(Consumer<UpstreamParts> action) {
    if (context.inThread()) {
      action.accept(this);
    } else {
      context.execute(() -> action.accept(this));
    }
  }

  private void demanded(long n) {
    if (over) {
      return;
    }
    if (n <= 0) {
      abandon();
      subscriber.get().onFailure(Subscriptions.getInvalidRequestException());
      return;
    }
    demand = Subscriptions.add(demand, n);
    advance();
  }
}
