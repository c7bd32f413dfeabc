package dev.sluice.journey.replay;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** What a reader of one log needs of this instance. */
record LogReading(
    String id,
    Vertx vertx,
    Ticker ticker,
    LogStore store,
    InstanceLease lease,
    Doorbell doorbell,
    ReaderPresence presence,
    GenerationsConfig config) {

  void enter(Runnable bell) {
    doorbell.listen(id, bell);
    presence.enter(id);
  }

  void leave(Runnable bell) {
    doorbell.leave(id, bell);
    presence.leave(id);
  }

  Future<LogStore.Page> page(long fromNumber, int count) {
    return store.page(id, fromNumber, count);
  }

  WriterWatch watch() {
    return new WriterWatch(id, store, lease, ticker);
  }

  Patience patience() {
    return new Patience(ticker, config.replayGiveUp());
  }

  ReadPace pace() {
    return new ReadPace(config.replayPoll().toMillis());
  }

  long now() {
    return ticker.millis();
  }

  Alarm alarm() {
    return new Alarm(vertx);
  }
}
