package dev.sluice.moderation.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SerialTest {
  private final Serial serial = new Serial();

  @Test
  void shouldFinishAStep_whenItCausesAnother() {
    // given
    List<String> done = new ArrayList<>();
    // when
    serial.run(
        () -> {
          serial.run(() -> done.add("second"));
          done.add("first");
        });
    // then
    assertThat(done).containsExactly("first", "second");
  }

  @Test
  void shouldKeepAThreadsOrder_whenAnotherHasAddedItsStepButNotCountedIt() throws Exception {
    // given: one at work, and two that find it at work and add their steps
    HaltingQueue waiting = new HaltingQueue();
    Serial halted = new Serial(waiting);
    List<String> done = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch atWork = new CountDownLatch(1);
    CountDownLatch mayRest = new CountDownLatch(1);
    Thread worker =
        start(
            () ->
                halted.run(
                    () -> {
                      atWork.countDown();
                      await(mayRest);
                    }));
    await(atWork);
    CountDownLatch mayCount = waiting.haltAfterNextAdd();
    Thread other = start(() -> halted.run(() -> done.add("other's")));
    await(waiting.halted);
    waiting.afterNextAdd =
        () -> {
          mayRest.countDown();
          join(worker);
        };
    // when
    halted.run(() -> done.add("first"));
    halted.run(() -> done.add("second"));
    mayCount.countDown();
    join(other);
    // then
    assertThat(done).containsExactly("other's", "first", "second");
  }

  @Test
  void shouldRunEachStepAloneAndInItsThreadsOrder_whenManyThreadsCome() throws Exception {
    // given
    int threads = 4;
    int steps = 20_000;
    List<int[]> done = new ArrayList<>(); // unsafe on purpose: only one step runs at a time
    CountDownLatch ready = new CountDownLatch(threads);
    List<Thread> running = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      int mine = thread;
      running.add(
          new Thread(
              () -> {
                ready.countDown();
                for (int step = 0; step < steps; step++) {
                  int number = step;
                  serial.run(() -> done.add(new int[] {mine, number}));
                }
              }));
    }
    // when
    running.forEach(Thread::start);
    for (Thread one : running) {
      one.join();
    }
    // then
    assertThat(done).hasSize(threads * steps);
    int[] next = new int[threads];
    for (int[] one : done) {
      assertThat(one[1]).isEqualTo(next[one[0]]++);
    }
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work);
    thread.start();
    return thread;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    assertThat(thread.isAlive()).isFalse();
  }

  /** Does something once, on the thread that adds, between its adding and its going on. */
  private static final class HaltingQueue extends ConcurrentLinkedQueue<Runnable> {
    private final CountDownLatch halted = new CountDownLatch(1);
    private volatile Runnable afterNextAdd = () -> {};

    CountDownLatch haltAfterNextAdd() {
      CountDownLatch mayGoOn = new CountDownLatch(1);
      afterNextAdd =
          () -> {
            halted.countDown();
            await(mayGoOn);
          };
      return mayGoOn;
    }

    @Override
    public boolean add(Runnable step) {
      boolean added = super.add(step);
      Runnable now = afterNextAdd;
      afterNextAdd = () -> {};
      now.run();
      return added;
    }
  }
}
