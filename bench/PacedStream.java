import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One answer being streamed: which chunk comes next, and when (nanoseconds on the stamp's clock).
 */
final class PacedStream implements Comparable<PacedStream> {
  private static final double GOLDEN = 0.6180339887498949;

  private final PacedConnection connection;
  private final ChunkText text;
  private final long serial;
  private final long period;
  private final int chunks;
  private final boolean withUsage;
  private long due;
  private int sent;

  PacedStream(
      PacedConnection connection,
      ChunkText text,
      long serial,
      long period,
      int chunks,
      boolean withUsage) {
    this.connection = connection;
    this.text = text;
    this.serial = serial;
    this.period = period;
    this.chunks = chunks;
    this.withUsage = withUsage;
  }

  /** Sends head and first chunk at once, then takes a place in the period that is its own. */
  void sendFirst(ByteBuffer out) throws IOException {
    out.clear();
    text.putHead(out, serial);
    text.putContent(out, serial, sent++);
    connection.send(out.flip());
    due = ownPhaseAfter(Stamp.now());
  }

  /** Sends the next chunk, with the last one also the tail; true when more will follow. */
  boolean sendNext(ByteBuffer out) throws IOException {
    if (connection.closed()) {
      return false;
    }
    out.clear();
    if (sent < chunks) {
      text.putContent(out, serial, sent++);
    }
    boolean last = sent == chunks;
    if (last) {
      text.putTail(out, serial, chunks, withUsage);
    }
    boolean whole = connection.send(out.flip());
    due += period;
    if (last && !whole) {
      throw new IOException("the reader is too slow for the tail");
    }
    return !last;
  }

  void abandon() {
    connection.close();
  }

  long due() {
    return due;
  }

  @Override
  public int compareTo(PacedStream other) {
    return Long.compare(due, other.due);
  }

  /** Multiples of the golden ratio spread any number of streams evenly over the period. */
  private long ownPhaseAfter(long now) {
    double turn = serial * GOLDEN;
    long phase = (long) (period * (turn - Math.floor(turn)));
    long start = now - now % period + phase;
    return start > now ? start : start + period;
  }
}
