package dev.sluice.quota.keeping;

import java.util.Arrays;

/** Durations in nanoseconds, as many as were said to come; one thread adds. */
final class Timings {
  private final long[] nanos;
  private int count;

  Timings(int most) {
    nanos = new long[most];
  }

  void add(long duration) {
    if (count < nanos.length) {
      nanos[count++] = duration;
    }
  }

  /** Median, 95th and 99th percentile as cells of a table. */
  String cells() {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return millis(sorted, 0.5) + " | " + millis(sorted, 0.95) + " | " + millis(sorted, 0.99);
  }

  private static String millis(long[] sorted, double share) {
    long value = sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
    return "%.2f ms".formatted(value / 1e6);
  }
}
