import java.util.Map;
import java.util.TreeMap;

/** What a measurement has seen so far: latencies (nanoseconds), streams finished, streams lost. */
final class Tally {
  final Histogram perChunk = new Histogram();
  final Histogram toFirst = new Histogram();
  final Map<String, Integer> losses = new TreeMap<>();
  private final boolean everyFirst;
  private boolean windowOpen;
  int finished;

  /** Counts first chunks outside the window too, where every stream opens before it. */
  Tally(boolean everyFirst) {
    this.everyFirst = everyFirst;
  }

  void windowOpen(boolean open) {
    windowOpen = open;
  }

  boolean windowOpen() {
    return windowOpen;
  }

  void first(long nanos) {
    if (windowOpen || everyFirst) {
      toFirst.record(nanos);
    }
  }

  void chunk(long nanos) {
    if (windowOpen) {
      perChunk.record(nanos);
    }
  }

  void lost(String reason) {
    losses.merge(reason, 1, Integer::sum);
  }

  int lost() {
    return losses.values().stream().mapToInt(Integer::intValue).sum();
  }
}
