package dev.sluice.journey.replay;

/** How much a reader reads at once, and how long it waits when there was nothing. */
final class ReadPace {
  private static final long PAGE_BYTES = 64 * 1024;
  private static final int LARGEST_PAGE = 128;
  private static final int FIRST_PAGE = 16;
  private static final int SLOWEST = 5;

  private final long pollMillis;
  private long waitMillis;
  private int count = FIRST_PAGE;

  ReadPace(long pollMillis) {
    this.pollMillis = pollMillis;
    this.waitMillis = pollMillis;
  }

  /** So many events that they are about 64 KiB if they are like the last ones. */
  int count() {
    return count;
  }

  long waitMillis() {
    return waitMillis;
  }

  void read(int events, long bytes) {
    waitMillis = Math.min(waitMillis, pollMillis);
    count = (int) Math.max(1, Math.min(LARGEST_PAGE, PAGE_BYTES * events / Math.max(1, bytes)));
  }

  void silent() {
    waitMillis = Math.min(waitMillis + waitMillis / 2, SLOWEST * pollMillis);
  }

  /** Something else will wake the reader; polling is for the case that it is missed. */
  void slow() {
    waitMillis = SLOWEST * pollMillis;
  }
}
