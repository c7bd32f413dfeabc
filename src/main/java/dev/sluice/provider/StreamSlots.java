package dev.sluice.provider;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * How many streams of one provider may be open, and how many may wait for that, first come, first
 * served. Unlike the connection pool's own queue, one can leave it. Safe for all threads.
 */
final class StreamSlots {
  private final int maxWaiting;
  private final Set<Runnable> waiting = new LinkedHashSet<>();
  private int free;

  StreamSlots(int slots, int maxWaiting) {
    this.free = slots;
    this.maxWaiting = maxWaiting;
  }

  /** Runs it as soon as there is a slot, maybe at once; false where too many wait already. */
  boolean take(Runnable granted) {
    synchronized (this) {
      if (free == 0) {
        return waiting.size() < maxWaiting && waiting.add(granted);
      }
      free--;
    }
    granted.run();
    return true;
  }

  /** Waits no longer; has no effect on one that was granted. */
  synchronized void leave(Runnable granted) {
    waiting.remove(granted);
  }

  /** Returns a slot; to be called once for each that was granted. */
  void giveBack() {
    Runnable next;
    synchronized (this) {
      if (waiting.isEmpty()) {
        free++;
        return;
      }
      Iterator<Runnable> first = waiting.iterator();
      next = first.next();
      first.remove();
    }
    next.run();
  }
}
