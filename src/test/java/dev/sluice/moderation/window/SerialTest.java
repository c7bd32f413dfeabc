package dev.sluice.moderation.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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
}
