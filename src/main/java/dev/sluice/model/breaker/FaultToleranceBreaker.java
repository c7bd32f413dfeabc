package dev.sluice.model.breaker;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * A circuit breaker kept by SmallRye Fault Tolerance. What is asked never runs inside the guard,
 * since a guarded {@code Uni} cannot be cancelled: the guard is only told results, once they are
 * known, as calls that return or throw at once. Probes of the half-open state are counted out here,
 * so that an abandoned one can be given back.
 */
public final class FaultToleranceBreaker implements Breaker {

  /** A probe is under way elsewhere; when it ends is unknown, but it is soon. */
  private static final Duration WHILE_PROBING = Duration.ofSeconds(1);

  /**
   * When it opens and closes.
   *
   * @param requestVolume how many last results are looked at
   * @param failureRatio the share of them, from 0 to 1, that opens it by failing
   * @param delay how long it stays open
   * @param successThreshold how many probes must succeed to close it
   */
  public record Settings(
      int requestVolume, double failureRatio, Duration delay, int successThreshold) {}

  private final Settings settings;
  private final LongSupplier nanoTime;
  private final Guard guard;
  private volatile Phase phase;

  /**
   * @param nanoTime monotonic time in nanoseconds
   */
  public FaultToleranceBreaker(String name, Settings settings, LongSupplier nanoTime) {
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.phase = new Phase(State.CLOSED);
    this.guard =
        Guard.create()
            .withDescription(name)
            .withCircuitBreaker()
            .requestVolumeThreshold(settings.requestVolume())
            .failureRatio(settings.failureRatio())
            .delay(settings.delay().toMillis(), ChronoUnit.MILLIS)
            .successThreshold(settings.successThreshold())
            .onStateChange(this::enter)
            .done()
            .build();
  }

  @Override
  public Optional<Permit> tryAcquire() {
    Phase now = phase;
    return switch (now.state) {
      case CLOSED -> Optional.of(new CountedPermit(now));
      case HALF_OPEN -> now.takeProbe() ? Optional.of(new CountedPermit(now)) : Optional.empty();
      case OPEN -> Optional.empty();
    };
  }

  @Override
  public State state() {
    return phase.state;
  }

  @Override
  public Duration untilRetry() {
    Phase now = phase;
    return switch (now.state) {
      case CLOSED -> Duration.ZERO;
      case HALF_OPEN -> now.probes.get() > 0 ? Duration.ZERO : WHILE_PROBING;
      case OPEN -> now.left();
    };
  }

  private void enter(CircuitBreakerState state) {
    phase =
        switch (state) {
          case CLOSED -> new Phase(State.CLOSED);
          case HALF_OPEN -> new Phase(State.HALF_OPEN);
          case OPEN -> new Phase(State.OPEN);
        };
  }

  /**
   * Tells the guard a result if it is still news. One at a time, so that no result meets a guard
   * that has changed its state while {@link #phase} has not.
   */
  private void tell(Predicate<Phase> isNews, Callable<Void> result) {
    synchronized (guard) {
      if (isNews.test(phase)) {
        call(result);
      }
    }
  }

  private void call(Callable<Void> result) {
    try {
      guard.call(result, Void.class);
    } catch (Failed | CircuitBreakerOpenException expected) {
      // The guard hands the failure back.
    } catch (Exception e) {
      throw new IllegalStateException("the guard failed", e);
    }
  }

  /** The time between two changes of state. */
  private final class Phase {
    private final State state;
    private final long since = nanoTime.getAsLong();
    private final AtomicInteger probes = new AtomicInteger(settings.successThreshold());

    Phase(State state) {
      this.state = state;
    }

    boolean takeProbe() {
      return probes.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    Duration left() {
      Duration left = settings.delay().minusNanos(nanoTime.getAsLong() - since);
      return left.isNegative() ? Duration.ZERO : left;
    }
  }

  /** A permit, and the phase it was given in. */
  private final class CountedPermit implements Permit {

    private enum Stage {
      WAITING,
      OPENED,
      OVER
    }

    private final Phase given;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);

    CountedPermit(Phase given) {
      this.given = given;
    }

    @Override
    public void opened() {
      if (stage.compareAndSet(Stage.WAITING, Stage.OPENED) && isProbe()) {
        succeed();
      }
    }

    @Override
    public void succeeded() {
      Stage before = stage.getAndSet(Stage.OVER);
      boolean settled = before == Stage.OPENED && isProbe();
      if (before != Stage.OVER && !settled) {
        succeed();
      }
    }

    /** Only its own phase learns of a success: an old answer proves nothing about recovery. */
    private void succeed() {
      tell(now -> now == given, () -> null);
    }

    @Override
    public void failed() {
      if (stage.getAndSet(Stage.OVER) != Stage.OVER) {
        tell(
            this::concerns,
            () -> {
              throw new Failed();
            });
      }
    }

    /** Failures of answers that began earlier count once closed, but are no verdict on probes. */
    private boolean concerns(Phase now) {
      return now == given || now.state == State.CLOSED;
    }

    @Override
    public void released() {
      if (stage.getAndSet(Stage.OVER) == Stage.WAITING && isProbe()) {
        given.probes.incrementAndGet();
      }
    }

    private boolean isProbe() {
      return given.state == State.HALF_OPEN;
    }
  }

  /** What the guard is told; the failure itself is none of its business. */
  private static final class Failed extends RuntimeException {
    Failed() {
      super("", null, false, false);
    }
  }
}
