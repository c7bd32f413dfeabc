package dev.sluice.provider.replay;

import dev.sluice.provider.ByteSource;
import dev.sluice.provider.UpstreamParts;
import io.vertx.core.Vertx;
import java.util.Iterator;

/** A recording as it plays: each fetch gives the next piece, after its time. */
final class Playback implements ByteSource {
  private static final long NONE = -1;

  private final Vertx vertx;
  private final Iterator<Recording.Step> steps;
  private final double speed;
  private final UpstreamParts parts;
  private long timer = NONE;

  Playback(Vertx vertx, Recording recording, double speed, UpstreamParts parts) {
    this.vertx = vertx;
    this.steps = recording.steps().iterator();
    this.speed = speed;
    this.parts = parts;
  }

  @Override
  public void fetch() {
    if (!steps.hasNext()) {
      parts.ended();
      return;
    }
    Recording.Step step = steps.next();
    long wait = Math.round(step.waitMillis() / speed);
    if (wait < 1) {
      parts.bytes(step.bytes());
    } else {
      timer = vertx.setTimer(wait, id -> parts.bytes(step.bytes()));
    }
  }

  @Override
  public void reset() {
    if (timer != NONE) {
      vertx.cancelTimer(timer);
    }
  }

  @Override
  public void release() {
    reset();
  }
}
