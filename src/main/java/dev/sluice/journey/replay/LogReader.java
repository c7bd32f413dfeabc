package dev.sluice.journey.replay;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Flow;

/**
 * Reads one log for one subscriber: a page when there is demand and nothing left of the last one,
 * one command at a time, then waiting for the doorbell or the next poll. All state is confined to
 * one Vert.x context.
 */
final class LogReader implements Flow.Subscription {
  private final Flow.Subscriber<? super LoggedEvent> subscriber;
  private final LogReading reading;
  private final WriterWatch watch;
  private final Patience patience;
  private final Context context;
  private final ReadPace pace;
  private final Deque<LoggedEvent> page = new ArrayDeque<>();
  private final Runnable bell = this::rung;
  private volatile boolean over;
  private boolean left;
  private long position;
  private long demand;
  private long timer = -1;
  private long sentAt;
  private boolean busy;
  private boolean atTail;
  private boolean knocked;

  LogReader(
      Flow.Subscriber<? super LoggedEvent> subscriber,
      LogReading reading,
      Context context,
      long afterNumber) {
    this.subscriber = subscriber;
    this.reading = reading;
    this.context = context;
    this.position = afterNumber;
    this.watch = reading.watch();
    this.patience = reading.patience();
    this.pace = reading.pace();
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
          knocked = true;
          disarm();
          advance();
        });
  }

  private void demanded(long count) {
    if (count <= 0) {
      fail(new IllegalArgumentException("demand must be positive"));
    } else {
      demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
      advance();
    }
  }

  /** Hands out what is there; then reads, or waits until reading makes sense. */
  private void advance() {
    while (!over && demand > 0 && !page.isEmpty()) {
      emit(page.removeFirst());
    }
    if (over || demand == 0 || busy || timer >= 0) {
      return;
    }
    long wait = sentAt + pace.waitMillis() - reading.now();
    if (atTail && !knocked && wait > 0) {
      timer = reading.after(wait, this::onTimer);
    } else {
      read();
    }
  }

  private void emit(LoggedEvent event) {
    demand--;
    subscriber.onNext(event);
    if (event.entry() instanceof Entry.Ended) {
      complete();
    }
  }

  private void onTimer() {
    timer = -1;
    if (!over && !busy) {
      read();
    }
  }

  private void read() {
    busy = true;
    knocked = false;
    sentAt = reading.now();
    int count = pace.count();
    reading
        .page(position + 1, count)
        .onComplete(result -> context.runOnContext(ignored -> onPage(result, count)));
  }

  private void onPage(AsyncResult<LogStore.Page> result, int count) {
    busy = false;
    if (over) {
      return;
    }
    if (result.failed()) {
      onTrouble(result.cause());
      return;
    }
    patience.worked();
    List<LoggedEvent> events = result.result().events();
    atTail = events.size() < count;
    if (events.isEmpty()) {
      onSilence();
    } else {
      accept(result.result());
    }
  }

  private void accept(LogStore.Page read) {
    for (LoggedEvent event : read.events()) {
      if (event.number() != position + 1) {
        fail(new ReplayFailure.ReplayGone(reading.id(), position + 1));
        return;
      }
      position = event.number();
      page.addLast(event);
    }
    watch.heard();
    pace.read(read.events().size(), read.bytes());
    advance();
  }

  private void onSilence() {
    pace.silent();
    if (watch.isDue() && !knocked) {
      busy = true;
      watch.look(position).onComplete(result -> context.runOnContext(ignored -> onLook(result)));
    } else {
      advance();
    }
  }

  private void onLook(AsyncResult<WriterWatch.Sight> result) {
    busy = false;
    if (over) {
      return;
    }
    if (result.failed()) {
      onTrouble(result.cause());
      return;
    }
    switch (result.result()) {
      case OVER -> complete();
      case READ -> knocked = true;
      case WAIT_FOR_DOORBELL -> pace.slow();
      case WAIT -> {}
    }
    advance();
  }

  private void onTrouble(Throwable cause) {
    patience.failed(sentAt);
    if (cause instanceof ReplayFailure) {
      fail(cause);
    } else if (patience.isOver()) {
      fail(new ReplayFailure.ReplayUnavailable(cause));
    } else {
      timer = reading.after(patience.pause(), this::onTimer);
    }
  }

  private void complete() {
    if (!over) {
      over = true;
      leave();
      subscriber.onComplete();
    }
  }

  private void fail(Throwable failure) {
    if (!over) {
      over = true;
      leave();
      subscriber.onError(failure);
    }
  }

  private void leave() {
    if (!left) {
      left = true;
      disarm();
      page.clear();
      reading.leave(bell);
    }
  }

  private void disarm() {
    if (timer >= 0) {
      reading.cancel(timer);
      timer = -1;
    }
  }
}
