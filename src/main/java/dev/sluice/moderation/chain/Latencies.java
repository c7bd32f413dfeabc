package dev.sluice.moderation.chain;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** How long the last calls took that were answered. Safe for all threads. */
final class Latencies {
  private static final int KEPT = 256;

  /** Fewer say nothing about what is usual. */
  private static final int MEANINGFUL = 20;

  private final long[] nanos = new long[KEPT];
  private long recorded;

  synchronized void record(Duration latency) {
    nanos[(int) (recorded++ % KEPT)] = latency.toNanos();
  }

  /** What that share of the calls did not exceed; empty while there were too few. */
  Optional<Duration> quantile(double share) {
    long[] sorted = kept();
    if (sorted.length < MEANINGFUL) {
      return Optional.empty();
    }
    Arrays.sort(sorted);
    int at = (int) Math.ceil(share * sorted.length) - 1;
    return Optional.of(Duration.ofNanos(sorted[Math.max(0, at)]));
  }

  private synchronized long[] kept() {
    return Arrays.copyOf(nanos, (int) Math.min(recorded, KEPT));
  }
}
