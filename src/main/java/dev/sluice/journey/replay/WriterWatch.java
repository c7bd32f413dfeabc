package dev.sluice.journey.replay;

import io.vertx.core.Future;
import java.util.Optional;

/**
 * What one reader does when its log is silent: looks whether the log is over, and whether the
 * instance that writes it still lives. A writer that is missed twice, a third of a lease apart, is
 * dead: its log is ended in its place, once, whoever of the readers comes first.
 */
final class WriterWatch {
  static final Entry.Ended INSTANCE_LOST =
      Entry.Ended.of(
          new End.Failed(
              "instance_lost",
              "The server that ran this generation is gone.",
              "service_unavailable"));

  /** What a reader does next. */
  enum Sight {
    WAIT,
    WAIT_FOR_DOORBELL,
    READ,
    OVER
  }

  private final String id;
  private final LogStore store;
  private final InstanceLease lease;
  private final Ticker ticker;
  private boolean known;
  private boolean due = true;
  private boolean promised;
  private long lastLook;
  private int absences;

  WriterWatch(String id, LogStore store, InstanceLease lease, Ticker ticker) {
    this.id = id;
    this.store = store;
    this.lease = lease;
    this.ticker = ticker;
  }

  /** Something new was read. */
  void heard() {
    known = true;
    promised = false;
    absences = 0;
    lastLook = ticker.millis();
  }

  boolean isDue() {
    return due || ticker.millis() - lastLook >= lease.interval().toMillis();
  }

  /**
   * @param position the number of the last event read
   */
  Future<Sight> look(long position) {
    due = false;
    lastLook = ticker.millis();
    return store.meta(id).compose(meta -> judge(position, meta));
  }

  private Future<Sight> judge(long position, Optional<LogMeta> found) {
    if (found.isEmpty()) {
      return Future.failedFuture(
          known
              ? new ReplayFailure.ReplayGone(id, position + 1)
              : new ReplayFailure.UnknownGeneration(id));
    }
    known = true;
    LogMeta meta = found.get();
    if (meta.lastNumber() > position) {
      return more(position);
    }
    if (meta.ended()) {
      return Future.succeededFuture(Sight.OVER);
    }
    return meta.instanceId().equals(lease.instanceId())
        ? Future.succeededFuture(Sight.WAIT_FOR_DOORBELL)
        : lease.isAlive(meta.instanceId()).compose(alive -> judge(meta, alive));
  }

  /** There is more; if reading finds nothing even so, the stream is lost. */
  private Future<Sight> more(long position) {
    if (promised) {
      return Future.failedFuture(new ReplayFailure.ReplayGone(id, position + 1));
    }
    promised = true;
    due = true;
    return Future.succeededFuture(Sight.READ);
  }

  private Future<Sight> judge(LogMeta meta, boolean alive) {
    absences = alive ? 0 : absences + 1;
    if (absences < 2) {
      return Future.succeededFuture(Sight.WAIT);
    }
    due = true;
    return store.close(id, meta.lastNumber(), INSTANCE_LOST).map(Sight.READ);
  }
}
