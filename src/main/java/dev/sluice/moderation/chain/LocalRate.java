package dev.sluice.moderation.chain;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Vendors' rates counted in this process alone: for one instance, or for its share of a rate while
 * the others cannot be asked. In any second no more calls are granted than the share.
 */
public final class LocalRate implements SharedRate {
  private final LongSupplier nanoTime;
  private final Map<String, CallLog> byVendor = new ConcurrentHashMap<>();

  /**
   * @param nanoTime monotonic time in nanoseconds
   */
  public LocalRate(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  @Override
  public Uni<Grant> take(String vendor, int perSecond) {
    return take(vendor, perSecond, 1);
  }

  /** As {@link #take(String, int)}, where the rate is shared evenly by that many instances. */
  public Uni<Grant> take(String vendor, int perSecond, int instances) {
    return Uni.createFrom().item(() -> log(vendor, perSecond).take(now(), instances));
  }

  private CallLog log(String vendor, int perSecond) {
    return byVendor.computeIfAbsent(vendor, id -> new CallLog(perSecond));
  }

  private long now() {
    return nanoTime.getAsLong();
  }

  /** When the last calls were granted. */
  private static final class CallLog {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final long[] times;
    private long granted;

    CallLog(int perSecond) {
      this.times = new long[perSecond];
    }

    /** Of a share of less than one call a second, the one call takes accordingly longer. */
    synchronized Grant take(long now, int instances) {
      int calls = Math.max(1, times.length / instances);
      long per = Math.max(SECOND, SECOND * calls * instances / times.length);
      long wait = granted < calls ? 0 : at(granted - calls) + per - now;
      if (wait > 0) {
        return new Grant.Full(Duration.ofNanos(wait));
      }
      times[(int) (granted++ % times.length)] = now;
      return new Grant.Taken();
    }

    private long at(long number) {
      return times[(int) (number % times.length)];
    }
  }
}
