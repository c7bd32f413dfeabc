package dev.sluice.provider;

import dev.sluice.testing.ManualTime;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.FaultTolerance;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.faulttolerance.api.Spi;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.faulttolerance.apiimpl.BasicCircuitBreakerMaintenanceImpl;
import io.smallrye.faulttolerance.apiimpl.BuilderLazyDependencies;
import io.smallrye.faulttolerance.apiimpl.GuardImpl;
import io.smallrye.faulttolerance.core.event.loop.EventLoop;
import io.smallrye.faulttolerance.core.metrics.MeteredOperation;
import io.smallrye.faulttolerance.core.metrics.MetricsProvider;
import io.smallrye.faulttolerance.core.metrics.MetricsRecorder;
import io.smallrye.faulttolerance.core.timer.Timer;
import io.smallrye.faulttolerance.core.timer.TimerTask;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;

/**
 * Lets SmallRye Fault Tolerance run in plain tests, without a container and on {@link
 * ManualTime#SHARED}. Where there is a container, its own implementation has precedence.
 */
public final class FaultToleranceOnManualTime implements Spi {

  private final BasicCircuitBreakerMaintenanceImpl maintenance =
      new BasicCircuitBreakerMaintenanceImpl();

  @Override
  public boolean applies() {
    return true;
  }

  @Override
  public int priority() {
    return 1;
  }

  @Override
  public Guard.Builder newGuardBuilder() {
    return new GuardImpl.BuilderImpl(() -> maintenance, Dependencies::new);
  }

  @Override
  public <T> TypedGuard.Builder<T> newTypedGuardBuilder(Type type) {
    throw new UnsupportedOperationException();
  }

  @Override
  @SuppressWarnings("deprecation")
  public <T, R> FaultTolerance.Builder<T, R> newBuilder(Function<FaultTolerance<T>, R> finisher) {
    throw new UnsupportedOperationException();
  }

  @Override
  @SuppressWarnings("deprecation")
  public <T, R> FaultTolerance.Builder<T, R> newAsyncBuilder(
      Class<?> type, Function<FaultTolerance<T>, R> finisher) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CircuitBreakerMaintenance circuitBreakerMaintenance() {
    return maintenance;
  }

  private record Dependencies() implements BuilderLazyDependencies {

    @Override
    public boolean ftEnabled() {
      return true;
    }

    @Override
    public ExecutorService asyncExecutor() {
      return ForkJoinPool.commonPool();
    }

    @Override
    public EventLoop eventLoop() {
      return () -> Runnable::run;
    }

    @Override
    public Timer timer() {
      return new ManualTimer();
    }

    @Override
    public MetricsProvider metricsProvider() {
      return new NoMetrics();
    }
  }

  private record NoMetrics() implements MetricsProvider {

    @Override
    public boolean isEnabled() {
      return false;
    }

    @Override
    public MetricsRecorder create(MeteredOperation operation) {
      return MetricsRecorder.NOOP;
    }
  }

  private record ManualTimer() implements Timer {

    @Override
    public int getId() {
      return 0;
    }

    @Override
    public TimerTask schedule(long delayInMillis, Runnable task) {
      ManualTime.Due due = ManualTime.SHARED.after(Duration.ofMillis(delayInMillis), task);
      return new TimerTask() {
        @Override
        public boolean isDone() {
          return due.done();
        }

        @Override
        public boolean cancel() {
          return ManualTime.SHARED.cancel(due);
        }
      };
    }

    @Override
    public TimerTask schedule(long delayInMillis, Runnable task, Executor executor) {
      return schedule(delayInMillis, () -> executor.execute(task));
    }

    @Override
    public int countScheduledTasks() {
      return ManualTime.SHARED.waiting();
    }

    @Override
    public void shutdown() {
      // Holds nothing.
    }
  }
}
