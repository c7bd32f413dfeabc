package dev.sluice.journey.replay;

import io.vertx.core.Vertx;

/** One Vert.x timer that is set at most once at a time. For one context. */
final class Alarm {
  private final Vertx vertx;
  private long timer = -1;

  Alarm(Vertx vertx) {
    this.vertx = vertx;
  }

  boolean isSet() {
    return timer >= 0;
  }

  void set(long millis, Runnable work) {
    clear();
    timer =
        vertx.setTimer(
            Math.max(1, millis),
            ignored -> {
              timer = -1;
              work.run();
            });
  }

  void clear() {
    if (isSet()) {
      vertx.cancelTimer(timer);
      timer = -1;
    }
  }
}
