package dev.sluice.moderation.window;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs steps one after another in the order they came, whichever threads they come on: on the
 * thread that finds nobody at work. A step that causes another is finished first, so signals that
 * provoke one another never recurse. Steps must not throw.
 */
final class Serial {
  private final AtomicInteger unfinished = new AtomicInteger();
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

  void run(Runnable step) {
    if (unfinished.compareAndSet(0, 1)) {
      step.run();
      runWaiting();
    } else {
      waiting.add(step);
      if (unfinished.getAndIncrement() == 0) {
        waiting.remove().run();
        runWaiting();
      }
    }
  }

  private void runWaiting() {
    while (unfinished.decrementAndGet() > 0) {
      waiting.remove().run();
    }
  }
}
