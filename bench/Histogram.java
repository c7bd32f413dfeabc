/**
 * Counts durations in buckets that widen with the value, so that a quantile is right to within one
 * percent. Values are nanoseconds; one thread writes.
 */
final class Histogram {
  private static final int HALF = 128;

  private final long[] buckets = new long[HALF * 58];
  private long count;
  private long max;

  void record(long nanos) {
    long value = Math.max(0, nanos);
    buckets[indexOf(value)]++;
    count++;
    max = Math.max(max, value);
  }

  long count() {
    return count;
  }

  long max() {
    return max;
  }

  /**
   * The value at or below which the given share (0..1) of all values lies; 0 when there are none.
   */
  long quantile(double share) {
    long wanted = Math.max(1, (long) Math.ceil(share * count));
    long seen = 0;
    for (int i = 0; i < buckets.length; i++) {
      seen += buckets[i];
      if (seen >= wanted) {
        return Math.min(max, middleOf(i));
      }
    }
    return 0;
  }

  /** The top eight bits of a value choose its bucket; smaller values have one bucket each. */
  private static int indexOf(long value) {
    int shift = Math.max(0, 56 - Long.numberOfLeadingZeros(value));
    return shift * HALF + (int) (value >>> shift);
  }

  private static long middleOf(int index) {
    int shift = Math.max(0, index / HALF - 1);
    long low = (long) (index - shift * HALF) << shift;
    return low + (1L << shift) / 2;
  }
}
