package dev.sluice.journey.replay;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What all appenders of this instance share, and the list of those at work. */
final class LogWriting {
  private static final long CLOSE_AGAIN_MILLIS = 1000;
  private static final Entry.Ended UNSTORED =
      Entry.Ended.of(
          new End.Failed(
              "replay_unavailable",
              "The rest of this generation could not be stored.",
              "service_unavailable"));

  private final Vertx vertx;
  private final Ticker ticker;
  private final LogStore store;
  private final EntryCodec codec;
  private final Doorbell doorbell;
  private final GenerationsConfig config;
  private final Map<String, BatchAppender> running = new ConcurrentHashMap<>();

  LogWriting(
      Vertx vertx,
      Ticker ticker,
      LogStore store,
      EntryCodec codec,
      Doorbell doorbell,
      GenerationsConfig config) {
    this.vertx = vertx;
    this.ticker = ticker;
    this.store = store;
    this.codec = codec;
    this.doorbell = doorbell;
    this.config = config;
  }

  /** Begins a log; the appender lives on the Vert.x context this is called on. */
  Future<Appender> begin(
      String id, String accountId, String instanceId, Entry.Opened opened, Duration timeToLive) {
    return store
        .begin(id, accountId, instanceId, timeToLive, opened)
        .map(
            ignored -> {
              BatchAppender appender =
                  new BatchAppender(id, timeToLive, this, vertx.getOrCreateContext());
              running.put(id, appender);
              doorbell.ring(id);
              return appender;
            });
  }

  boolean isIdle() {
    return running.isEmpty();
  }

  boolean runs(String id) {
    return running.containsKey(id);
  }

  void refreshIdle() {
    running.values().forEach(BatchAppender::refreshIfIdle);
  }

  LogStore store() {
    return store;
  }

  byte[] encode(Entry entry) {
    return codec.encode(entry);
  }

  Patience patience() {
    return new Patience(ticker, config.replayGiveUp());
  }

  long flushMillis() {
    return config.replayFlush().toMillis();
  }

  long now() {
    return ticker.millis();
  }

  Alarm alarm() {
    return new Alarm(vertx);
  }

  void stored(String id) {
    doorbell.ring(id);
  }

  void finished(String id) {
    running.remove(id);
  }

  /** A log that could not be written must not leave its readers in silence. */
  void failed(String id, ReplayFailure failure) {
    running.remove(id);
    if (!(failure instanceof ReplayFailure.EndedElsewhere)) {
      close(id, ticker.millis() + config.replayTtl().toMillis());
    }
  }

  private void close(String id, long deadline) {
    store
        .close(id, 0, UNSTORED)
        .onSuccess(ignored -> doorbell.ring(id))
        .onFailure(
            ignored -> {
              if (ticker.millis() < deadline) {
                vertx.setTimer(CLOSE_AGAIN_MILLIS, timer -> close(id, deadline));
              }
            });
  }
}
