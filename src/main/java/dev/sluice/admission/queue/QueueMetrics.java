package dev.sluice.admission.queue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Counts who waits here, how long, and what came of it; the aliases are those configured. */
@ApplicationScoped
class QueueMetrics {
  private final MeterRegistry registry;

  QueueMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  OfAlias of(String alias, LongSupplier nanoTime) {
    return new OfAlias(registry, Tags.of("alias", alias), nanoTime);
  }

  /** The meters of one alias. */
  static final class OfAlias {
    private final AtomicInteger waiting;
    private final Timer wait;
    private final Counter atOnce;
    private final Counter waited;
    private final Counter abandoned;
    private final Counter refused;
    private final Counter alone;
    private final LongSupplier nanoTime;

    private OfAlias(MeterRegistry registry, Tags alias, LongSupplier nanoTime) {
      this.nanoTime = nanoTime;
      this.waiting = registry.gauge("sluice_queue_waiting", alias, new AtomicInteger());
      this.wait = registry.timer("sluice_queue_wait", alias);
      this.atOnce = registry.counter("sluice_queue_grants", alias.and("after", "nothing"));
      this.waited = registry.counter("sluice_queue_grants", alias.and("after", "waiting"));
      this.abandoned = registry.counter("sluice_queue_abandoned", alias);
      this.refused = registry.counter("sluice_queue_refused", alias);
      this.alone = registry.counter("sluice_queue_alone", alias);
    }

    void waiting(int now) {
      waiting.set(now);
    }

    void granted(Waiter waiter) {
      (waiter.position().isPresent() ? waited : atOnce).increment();
      wait.record(nanoTime.getAsLong() - waiter.sinceNanos(), TimeUnit.NANOSECONDS);
    }

    /** The place was given up: by a caller that left, a stop, or the longest wait. */
    void abandoned() {
      abandoned.increment();
    }

    void refused() {
      refused.increment();
    }

    /** The register did not answer. */
    void alone() {
      alone.increment();
    }
  }
}
