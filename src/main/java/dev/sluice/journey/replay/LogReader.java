package dev.sluice.journey.replay;

import io.vertx.core.Context;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Flow;

/**
 * One subscriber's way through a log: hands out by demand, and has more fetched only when there is
 * demand and nothing left. All state is confined to one Vert.x context.
 */
final class LogReader implements Flow.Subscription, LogFetcher.Receiver {
  private final Flow.Subscriber<? super LoggedEvent> subscriber;
  private final LogReading reading;
  private final Context context;
  private final LogFetcher fetcher;
  private final Deque<LoggedEvent> page = new ArrayDeque<>();
  private final Runnable bell = this::rung;
  private volatile boolean over;
  private boolean left;
  private long demand;

  LogReader(
      Flow.Subscriber<? super LoggedEvent> subscriber,
      LogReading reading,
      Context context,
      long afterNumber) {
    this.subscriber = subscriber;
    this.reading = reading;
    this.context = context;
    this.fetcher = new LogFetcher(reading, context, this, afterNumber);
  }

  void start() {
    reading.enter(bell);
    subscriber.onSubscribe(this);
  }

  @Override
  public void request(long count) {
    context.runOnContext(ignored -> demanded(count));
  }

  @Override
  public void cancel() {
    over = true;
    context.runOnContext(ignored -> leave());
  }

  private void rung() {
    context.runOnContext(
        ignored -> {
          fetcher.expectMore();
          advance();
        });
  }

  private void demanded(long count) {
    if (count <= 0) {
      failed(new IllegalArgumentException("demand must be positive"));
    } else {
      demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
      advance();
    }
  }

  @Override
  public void fetched(List<LoggedEvent> events) {
    page.addAll(events);
    advance();
  }

  private void advance() {
    while (!over && demand > 0 && !page.isEmpty()) {
      emit(page.removeFirst());
    }
    if (!over && demand > 0) {
      fetcher.fetch();
    }
  }

  private void emit(LoggedEvent event) {
    demand--;
    subscriber.onNext(event);
    if (event.entry() instanceof Entry.Ended) {
      ended();
    }
  }

  @Override
  public void ended() {
    if (!over) {
      over = true;
      leave();
      subscriber.onComplete();
    }
  }

  @Override
  public void failed(Throwable failure) {
    if (!over) {
      over = true;
      leave();
      subscriber.onError(failure);
    }
  }

  private void leave() {
    if (!left) {
      left = true;
      fetcher.stop();
      page.clear();
      reading.leave(bell);
    }
  }
}
