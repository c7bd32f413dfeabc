package dev.sluice.provider;

import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;

/**
 * Tells when a wait lasts too long. Waits begin and end for every chunk, so they cost a clock
 * reading each; the one timer is set again only when it fires during a later wait.
 */
final class StallWatch {
  private static final long NOT_SET = -1;

  private final ContextInternal context;
  private final long allowedNanos;
  private final Runnable onStall;
  private boolean waiting;
  private long since;
  private long timer = NOT_SET;

  StallWatch(ContextInternal context, Duration allowed, Runnable onStall) {
    this.context = context;
    this.allowedNanos = allowed.toNanos();
    this.onStall = onStall;
  }

  void begin() {
    waiting = true;
    since = System.nanoTime();
    if (timer == NOT_SET) {
      set(allowedNanos);
    }
  }

  void end() {
    waiting = false;
  }

  void stop() {
    waiting = false;
    if (timer != NOT_SET) {
      Vertx vertx = context.owner();
      vertx.cancelTimer(timer);
      timer = NOT_SET;
    }
  }

  private void set(long nanos) {
    timer = context.setTimer(nanos / 1_000_000 + 1, id -> fired());
  }

  private void fired() {
    timer = NOT_SET;
    if (!waiting) {
      return;
    }
    long left = allowedNanos - (System.nanoTime() - since);
    if (left > 0) {
      set(left);
    } else {
      waiting = false;
      onStall.run();
    }
  }
}
