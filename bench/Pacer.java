import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends every chunk when it is due, and measures its own lateness (nanoseconds between due and
 * sent). It sleeps between chunks: finer than a selector's millisecond, cheaper than spinning.
 */
final class Pacer {
  private static final long LONGEST_SLEEP = 1_000_000;

  private final Queue<PacedStream> arrivals = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<PacedStream> waiting = new PriorityQueue<>();
  private final ByteBuffer out = ByteBuffer.allocateDirect(4096);
  private volatile Histogram lateness = new Histogram();
  private volatile long abandoned;

  void add(PacedStream stream) {
    arrivals.add(stream);
  }

  /** Begins a new measurement; the histogram answered is to be read once the next one has begun. */
  Histogram measureAnew() {
    Histogram before = lateness;
    lateness = new Histogram();
    return before;
  }

  /** Streams given up because their reader left or was too slow. */
  long abandoned() {
    return abandoned;
  }

  void run() {
    while (true) {
      for (PacedStream stream; (stream = arrivals.poll()) != null; ) {
        waiting.add(stream);
      }
      long now = Stamp.now();
      PacedStream next = waiting.peek();
      if (next != null && next.due() <= now) {
        lateness.record(now - next.due());
        send(waiting.poll());
      } else {
        LockSupport.parkNanos(
            next == null ? LONGEST_SLEEP : Math.min(LONGEST_SLEEP, next.due() - now));
      }
    }
  }

  private void send(PacedStream stream) {
    try {
      if (stream.sendNext(out)) {
        waiting.add(stream);
      }
    } catch (IOException e) {
      abandoned++;
      stream.abandon();
    }
  }
}
