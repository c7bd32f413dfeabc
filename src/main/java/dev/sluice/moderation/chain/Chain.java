package dev.sluice.moderation.chain;

import dev.sluice.moderation.ModerationConfig;
import dev.sluice.moderation.ModerationConfig.OnExhausted;
import dev.sluice.moderation.Policy;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What all judges of this process share.
 *
 * @param nanoTime monotonic time in nanoseconds
 * @param random from 0 to 1
 * @param timers where time is waited for, looked up for each passage: the current event loop
 */
record Chain(
    ModerationConfig config,
    Policy policy,
    SharedRate rate,
    ChainMetrics metrics,
    LongSupplier nanoTime,
    DoubleSupplier random,
    Supplier<ScheduledExecutorService> timers) {

  boolean hedges() {
    return config.chain().hedge();
  }

  boolean degrades() {
    return config.onExhausted() == OnExhausted.DEGRADE;
  }

  /** Waits at least that long. */
  Uni<Void> pause(Duration wait) {
    return Uni.createFrom()
        .voidItem()
        .onItem()
        .delayIt()
        .onExecutor(timers.get())
        .by(Duration.ofMillis(wait.toMillis() + 1));
  }

  Duration since(long nanos) {
    return Duration.ofNanos(nanoTime.getAsLong() - nanos);
  }
}
