import java.util.HashMap;
import java.util.Map;

/**
 * What one measurement does: who is asked, how many streams of which pace, and how long each part
 * lasts (seconds).
 */
record Plan(
    int target,
    int upstream,
    int streams,
    int rate,
    int chunks,
    int ramp,
    int warm,
    int window,
    boolean again,
    long pid,
    boolean family,
    String out) {

  private static final long SECOND = 1_000_000_000L;

  Plan {
    if (streams < 1 || streams > 20_000 || rate < 1 || chunks < 2 || window < 1) {
      throw new IllegalArgumentException(
          "a plan has 1..20000 streams, a rate, chunks and a window");
    }
    if (!again && ramp + warm + window >= chunks / rate + 1) {
      throw new IllegalArgumentException("streams opened once must outlast ramp, warm and window");
    }
  }

  /**
   * Reads {@code name=value} arguments; {@code pid=0} measures no process, {@code family=true}
   * counts what a process started as part of it.
   */
  static Plan of(String... arguments) {
    Map<String, String> values = new HashMap<>();
    for (String argument : arguments) {
      int sign = argument.indexOf('=');
      values.put(argument.substring(0, sign), argument.substring(sign + 1));
    }
    return new Plan(
        number(values, "target"),
        number(values, "upstream"),
        number(values, "streams"),
        number(values, "rate"),
        number(values, "chunks"),
        number(values, "ramp"),
        number(values, "warm"),
        number(values, "window"),
        Boolean.parseBoolean(values.get("again")),
        number(values, "pid"),
        Boolean.parseBoolean(values.get("family")),
        values.get("out"));
  }

  String model() {
    return "bench-" + rate + "x" + chunks;
  }

  /** When the stream of this number opens, counted from the start. */
  long opensAt(int number) {
    return number * (ramp * SECOND) / streams;
  }

  long windowOpens() {
    return (ramp + warm) * SECOND;
  }

  long windowCloses() {
    return windowOpens() + window * SECOND;
  }

  /** No stream may be open any longer; those that are were lost. */
  long deadline() {
    long lastOpened = again ? windowCloses() : ramp * SECOND;
    return Math.max(windowCloses(), lastOpened + chunks * SECOND / rate) + 15 * SECOND;
  }

  private static int number(Map<String, String> values, String name) {
    return Integer.parseInt(values.get(name));
  }
}
