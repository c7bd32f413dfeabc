package dev.sluice.moderation.window;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs steps one after another, each thread's in the order it brought them: on the thread that
 * finds nobody at work. A step that causes another is finished first, so signals that provoke one
 * another never recurse. Steps must not throw.
 */
final class Serial {
  private final AtomicInteger unfinished = new AtomicInteger();
  private final Queue<Runnable> waiting;

  Serial() {
    this(new ConcurrentLinkedQueue<>());
  }

  /**
   * @param waiting an empty queue that several threads may use at once
   */
  Serial(Queue<Runnable> waiting) {
    this.waiting = waiting;
  }

  /**
   * Every step goes through the queue, even where nobody is at work: between another thread's
   * adding and its counting, this thread may have counted for that one's step, and its own earlier
   * step is still waiting.
   */
  void run(Runnable step) {
    waiting.add(step);
    if (unfinished.getAndIncrement() == 0) {
      do {
        waiting.remove().run();
      } while (unfinished.decrementAndGet() > 0);
    }
  }
}
