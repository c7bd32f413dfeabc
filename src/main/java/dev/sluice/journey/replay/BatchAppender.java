package dev.sluice.journey.replay;

import dev.sluice.model.QueuePosition;
import dev.sluice.model.StreamPart;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import java.time.Duration;

/**
 * Collects entries and stores them in batches, one on its way at a time; all state is confined to
 * one Vert.x context. A failed batch is sent again until Redis confirms it, which is harmless since
 * each entry has its number; after a while it gives up for good.
 */
final class BatchAppender implements Appender {
  private static final int FULL_BATCH = 32;
  private static final long MOST_BYTES = 64 * 1024;

  private final String id;
  private final Duration timeToLive;
  private final LogWriting writing;
  private final Context context;
  private final PendingEntries pending = new PendingEntries(2);
  private final Promise<Void> stored = Promise.promise();
  private final Patience patience;
  private final Alarm alarm;
  private UniEmitter<? super Void> waiting;
  private long lastFlush;
  private boolean flying;
  private boolean ending;

  BatchAppender(String id, Duration timeToLive, LogWriting writing, Context context) {
    this.id = id;
    this.timeToLive = timeToLive;
    this.writing = writing;
    this.context = context;
    this.patience = writing.patience();
    this.alarm = writing.alarm();
    this.lastFlush = writing.now();
  }

  @Override
  public Uni<Void> append(StreamPart part) {
    return Uni.createFrom()
        .emitter(emitter -> context.runOnContext(ignored -> accept(part, emitter)));
  }

  @Override
  public void queued(QueuePosition position) {
    context.runOnContext(ignored -> accept(position));
  }

  @Override
  public Uni<Void> end(Entry.Ended ended) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              stored.future().onSuccess(emitter::complete).onFailure(emitter::fail);
              context.runOnContext(ignored -> accept(ended));
            });
  }

  /** Keeps a log from expiring while its writer has nothing to say. */
  void refreshIfIdle() {
    context.runOnContext(
        ignored -> {
          if (!over() && !flying && writing.now() - lastFlush > timeToLive.toMillis() / 3) {
            flush();
          }
        });
  }

  private void accept(StreamPart part, UniEmitter<? super Void> emitter) {
    if (over()) {
      emitter.fail(failureOr(new IllegalStateException("the log has ended")));
    } else if (ending || waiting != null) {
      emitter.fail(new IllegalStateException("append after the end, or before there was room"));
    } else {
      pending.add(writing.encode(new Entry.Part(part)));
      waiting = emitter;
      admit();
      pump();
    }
  }

  private void accept(QueuePosition position) {
    if (!over() && !ending && pending.bytes() < MOST_BYTES) {
      pending.add(writing.encode(new Entry.Queued(position)));
      pump();
    }
  }

  private void accept(Entry.Ended ended) {
    if (!over() && !ending) {
      ending = true;
      pending.addLast(writing.encode(ended));
      pump();
    }
  }

  private void admit() {
    if (waiting != null && pending.bytes() < MOST_BYTES) {
      UniEmitter<? super Void> admitted = waiting;
      waiting = null;
      admitted.complete(null);
    }
  }

  private void pump() {
    if (flying || pending.size() == 0) {
      return;
    }
    long wait = lastFlush + writing.flushMillis() - writing.now();
    if (ending || wait <= 0 || pending.size() >= FULL_BATCH || pending.bytes() >= MOST_BYTES) {
      flush();
    } else if (!alarm.isSet()) {
      alarm.set(wait, this::pump);
    }
  }

  private void flush() {
    alarm.clear();
    flying = true;
    lastFlush = writing.now();
    writing
        .store()
        .append(id, timeToLive, pending.batch())
        .onComplete(result -> context.runOnContext(ignored -> onFlushed(result)));
  }

  private void onFlushed(AsyncResult<Long> result) {
    if (result.succeeded()) {
      confirmed(result.result());
    } else if (result.cause() instanceof ReplayFailure failure) {
      giveUp(failure);
    } else {
      patience.failed(lastFlush);
      if (patience.isOver()) {
        giveUp(new ReplayFailure.ReplayUnavailable(result.cause()));
      } else {
        alarm.set(patience.pause(), this::flush);
      }
    }
  }

  private void confirmed(long number) {
    flying = false;
    patience.worked();
    pending.confirm(number);
    writing.stored(id);
    admit();
    if (ending && pending.size() == 0) {
      writing.finished(id);
      stored.complete();
    } else {
      pump();
    }
  }

  private void giveUp(ReplayFailure failure) {
    flying = false;
    pending.clear();
    writing.failed(id, failure);
    stored.fail(failure);
    if (waiting != null) {
      waiting.fail(failure);
      waiting = null;
    }
  }

  private boolean over() {
    return stored.future().isComplete();
  }

  private Throwable failureOr(Throwable other) {
    Throwable failure = stored.future().cause();
    return failure == null ? other : failure;
  }
}
