package dev.sluice.journey.replay;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;

/**
 * Gets the next events of a log for one reader, one command at a time; at the tail of the log it
 * waits for the doorbell or the next poll. All state is confined to one Vert.x context.
 */
final class LogFetcher {

  /** Who the events are for. */
  interface Receiver {

    /** The next events in order, none when it is worth to decide anew whether to fetch. */
    void fetched(List<LoggedEvent> events);

    /** Nothing follows. */
    void ended();

    void failed(Throwable failure);
  }

  private final LogReading reading;
  private final Context context;
  private final Receiver receiver;
  private final WriterWatch watch;
  private final Patience patience;
  private final ReadPace pace;
  private final Alarm alarm;
  private long position;
  private long sentAt;
  private boolean busy;
  private boolean atTail;
  private boolean moreExpected;
  private boolean stopped;

  LogFetcher(LogReading reading, Context context, Receiver receiver, long afterNumber) {
    this.reading = reading;
    this.context = context;
    this.receiver = receiver;
    this.position = afterNumber;
    this.watch = reading.watch();
    this.patience = reading.patience();
    this.pace = reading.pace();
    this.alarm = reading.alarm();
  }

  /** Fetches as soon as it makes sense, unless that is under way already. */
  void fetch() {
    if (busy || alarm.isSet() || stopped) {
      return;
    }
    long wait = sentAt + pace.waitMillis() - reading.now();
    if (atTail && !moreExpected && wait > 0) {
      alarm.set(wait, this::read);
    } else {
      read();
    }
  }

  /** Something was stored: the next fetch need not wait. */
  void expectMore() {
    moreExpected = true;
    alarm.clear();
  }

  void stop() {
    stopped = true;
    alarm.clear();
  }

  private void read() {
    moreExpected = false;
    sentAt = reading.now();
    int count = pace.count();
    await(reading.page(position + 1, count), page -> onPage(page, count));
  }

  private void onPage(LogStore.Page page, int count) {
    patience.worked();
    atTail = page.events().size() < count;
    if (page.events().isEmpty()) {
      onSilence();
    } else {
      accept(page);
    }
  }

  private void accept(LogStore.Page page) {
    for (LoggedEvent event : page.events()) {
      if (event.number() != position + 1) {
        receiver.failed(new ReplayFailure.ReplayGone(reading.id(), position + 1));
        return;
      }
      position = event.number();
    }
    watch.heard();
    pace.read(page.events().size(), page.bytes());
    receiver.fetched(page.events());
  }

  private void onSilence() {
    pace.silent();
    if (watch.isDue() && !moreExpected) {
      await(watch.look(position), this::onSight);
    } else {
      receiver.fetched(List.of());
    }
  }

  private void onSight(WriterWatch.Sight sight) {
    switch (sight) {
      case OVER -> receiver.ended();
      case READ -> moreExpected = true;
      case WAIT_FOR_DOORBELL -> pace.slow();
      case WAIT -> {}
    }
    receiver.fetched(List.of());
  }

  private <T> void await(Future<T> command, Consumer<T> next) {
    busy = true;
    command.onComplete(result -> context.runOnContext(ignored -> settle(result, next)));
  }

  private <T> void settle(AsyncResult<T> result, Consumer<T> next) {
    busy = false;
    if (stopped) {
      return;
    }
    if (result.succeeded()) {
      next.accept(result.result());
    } else {
      onTrouble(result.cause());
    }
  }

  private void onTrouble(Throwable cause) {
    patience.failed(sentAt);
    if (cause instanceof ReplayFailure) {
      receiver.failed(cause);
    } else if (patience.isOver()) {
      receiver.failed(new ReplayFailure.ReplayUnavailable(cause));
    } else {
      alarm.set(patience.pause(), this::read);
    }
  }
}
