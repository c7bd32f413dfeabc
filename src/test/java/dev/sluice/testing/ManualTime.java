package dev.sluice.testing;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/** Time that passes only when a test says so; what falls due runs on the test's thread. */
public final class ManualTime implements LongSupplier {

  /** The one that circuit breakers in plain tests live in. */
  public static final ManualTime SHARED = new ManualTime();

  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparingLong((Due it) -> it.at));
  private long now;

  @Override
  public synchronized long getAsLong() {
    return now;
  }

  public void advance(Duration by) {
    long end = getAsLong() + by.toNanos();
    for (Due next = dueBy(end); next != null; next = dueBy(end)) {
      next.action.run();
    }
    synchronized (this) {
      now = end;
    }
  }

  private synchronized Due dueBy(long end) {
    if (due.isEmpty() || due.peek().at > end) {
      return null;
    }
    Due next = due.poll();
    now = Math.max(now, next.at);
    next.done = true;
    return next;
  }

  public synchronized Due after(Duration delay, Runnable action) {
    Due added = new Due(now + delay.toNanos(), action);
    due.add(added);
    return added;
  }

  public synchronized boolean cancel(Due planned) {
    return due.remove(planned);
  }

  /** How many actions are waiting for their time. */
  public synchronized int waiting() {
    return due.size();
  }

  /** An action and its time. */
  public static final class Due {
    private final long at;
    private final Runnable action;
    private volatile boolean done;

    private Due(long at, Runnable action) {
      this.at = at;
      this.action = action;
    }

    public boolean done() {
      return done;
    }
  }
}
