package dev.sluice.moderation.window;

import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One timer, set again only when it has rung: windows close far more often than it is set. */
final class Alarm {
  private final Supplier<ScheduledExecutorService> timers;
  private final Runnable ring;
  private Optional<Future<?>> set = Optional.empty();

  /**
   * @param ring called on the timers' thread; has to see to {@link #rang}
   */
  Alarm(Supplier<ScheduledExecutorService> timers, Runnable ring) {
    this.timers = timers;
    this.ring = ring;
  }

  boolean isSet() {
    return set.isPresent();
  }

  void setIn(long nanos) {
    set = Optional.of(timers.get().schedule(ring, Math.max(0, nanos), TimeUnit.NANOSECONDS));
  }

  void rang() {
    set = Optional.empty();
  }

  void cancel() {
    set.ifPresent(timer -> timer.cancel(false));
    set = Optional.empty();
  }
}
