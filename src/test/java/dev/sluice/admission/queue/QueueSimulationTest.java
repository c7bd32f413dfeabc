package dev.sluice.admission.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.model.QueuePosition;
import dev.sluice.testing.Configs;
import dev.sluice.testing.RedisFixture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** 200 callers on 4 slots over two instances; a second here stands for a minute there. */
class QueueSimulationTest {
  private static final int SLOTS = 4;
  private static final int CALLERS = 200;
  private static final int HOLD_MILLIS = 40;
  private static final RedisFixture REDIS = RedisFixture.get();

  private final String alias = Instance.newAlias();
  private final List<SlotQueue> instances = List.of(instance("one"), instance("two"));
  private final Random random = new Random(7);
  private final AtomicInteger holders = new AtomicInteger();
  private final AtomicInteger mostHolders = new AtomicInteger();
  private final List<Visit> served = new CopyOnWriteArrayList<>();

  private SlotQueue instance(String name) {
    QueueConfig config =
        Configs.of(
            QueueConfig.class,
            "sluice.queue.poll",
            "5ms",
            "sluice.queue.tell-every",
            "100ms",
            "sluice.queue.redis-timeout",
            "5s",
            "sluice.queue.weights.silver",
            "2",
            "sluice.queue.weights.gold",
            "4");
    return new SlotQueue(
        config,
        REDIS.redis(),
        new QueueMetrics(new SimpleMeterRegistry()),
        REDIS.vertx(),
        alias + "-" + name);
  }

  private record Told(long nanos, QueuePosition position) {}

  /** One caller's way through the queue. */
  private final class Visit {
    private final SlotQueue queue;
    private final String id = RedisFixture.newId();
    private final String plan;
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private volatile long served;

    Visit(int number, String plan) {
      this.queue = instances.get(number % 2);
      this.plan = plan;
    }

    /** Returns when it has its place. */
    Visit begin() {
      Place place =
          queue
              .enter(new SlotRequest(alias, SLOTS, id, "owner-of-" + id, plan))
              .await()
              .atMost(java.time.Duration.ofSeconds(20));
      place
          .turn(position -> told.add(new Told(System.nanoTime(), position)))
          .subscribe()
          .with(turn -> hold(), over::completeExceptionally);
      return this;
    }

    private void hold() {
      served = System.nanoTime();
      QueueSimulationTest.this.served.add(this);
      mostHolders.accumulateAndGet(holders.incrementAndGet(), Math::max);
      long hold = HOLD_MILLIS / 2 + random.nextInt(HOLD_MILLIS);
      REDIS.vertx().setTimer(hold, timer -> leave());
    }

    private void leave() {
      holders.decrementAndGet();
      queue.leave(alias, id);
      over.complete(null);
    }

    /** How far off each estimate was, as a share of what it then took. */
    List<Double> errors() {
      List<Double> errors = new ArrayList<>();
      for (Told one : told) {
        double really = (served - one.nanos()) / 1e9;
        if (one.position().place() > 0 && really > 0) {
          errors.add(Math.abs(one.position().eta().toNanos() / 1e9 - really) / really);
        }
      }
      return errors;
    }
  }

  private List<Visit> visit(int count, String... plans) {
    List<Visit> visits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      visits.add(new Visit(i, plans[i % plans.length]).begin());
    }
    return visits;
  }

  private static void finish(List<Visit> visits) {
    CompletableFuture.allOf(
            visits.stream().map(visit -> visit.over).toArray(CompletableFuture[]::new))
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
  }

  @Test
  void shouldServeInOrderAndTellTheTruth_whenAllAreEqual() {
    // given
    finish(visit(30, "free"));
    served.clear();
    // when
    List<Visit> visits = visit(CALLERS, "free");
    finish(visits);
    // then
    assertThat(mostHolders.get()).isLessThanOrEqualTo(SLOTS);
    assertThat(served).hasSize(CALLERS);
    for (int i = 0; i < CALLERS; i++) {
      assertThat(served.indexOf(visits.get(i))).isBetween(i - 2 * SLOTS, i + 2 * SLOTS);
    }
    List<Double> errors =
        visits.stream().flatMap(visit -> visit.errors().stream()).sorted().toList();
    assertThat(errors).hasSizeGreaterThan(CALLERS);
    assertThat(errors.get(errors.size() / 2)).isLessThanOrEqualTo(0.3);
    assertThat(visits.get(CALLERS - 1).told)
        .last()
        .matches(last -> last.position().equals(QueuePosition.TURN));
    await().atMost(10, TimeUnit.SECONDS).untilAsserted(this::shouldBeEmpty);
  }

  private void shouldBeEmpty() {
    for (String key : List.of("slots", "entries", "owners", "news")) {
      String name = "slc:queue:{" + alias + "}:" + key;
      assertThat(REDIS.send(io.vertx.redis.client.Command.HLEN, name).toInteger()).as(key).isZero();
    }
  }

  @Test
  void shouldShareByWeight_whenPlansWaitOnBothInstances() {
    // given
    List<Visit> visits = visit(CALLERS, "free", "silver", "gold", "gold");
    // when
    finish(visits);
    // then
    assertThat(mostHolders.get()).isLessThanOrEqualTo(SLOTS);
    Map<String, Integer> counts = new HashMap<>();
    served.stream()
        .filter(visit -> !visit.told.isEmpty()) // those who waited
        .skip(CALLERS / 4) // all had come by then
        .limit(56)
        .forEach(visit -> counts.merge(visit.plan, 1, Integer::sum));
    assertThat(counts.get("gold")).isBetween(28, 36); // 4 of 7 are 32
    assertThat(counts.get("silver")).isBetween(13, 19); // 2 of 7 are 16
    assertThat(counts.get("free")).isBetween(5, 11); // 1 of 7 is 8
  }
}
