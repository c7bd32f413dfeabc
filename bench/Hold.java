import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * What holding text for a vendor costs a reader: streams through the gateway, provider and vendor
 * in this JVM, so that all times are of one clock. Prints one row of a table.
 */
public final class Hold {
  private static final int WARM = 30;
  private static final int MEASURED = 60;
  private static final int AT_ONCE = 30;
  private static final int CHUNKS = 200;

  private final List<HoldStream> streams = new ArrayList<>();
  private final int gateway;

  private Hold(int gateway) {
    this.gateway = gateway;
    for (int i = 0; i < 2 * (WARM + MEASURED); i++) {
      streams.add(new HoldStream(i, CHUNKS));
    }
  }

  /** Arguments: the ports of gateway, provider and vendor, chunks a second, the vendor's latency. */
  public static void main(String... arguments) throws Exception {
    Hold hold = new Hold(Integer.parseInt(arguments[0]));
    HoldProvider.start(Integer.parseInt(arguments[1]), hold.streams, Integer.parseInt(arguments[3]));
    HoldVendor vendor =
        HoldVendor.start(
            Integer.parseInt(arguments[2]), hold.streams, Long.parseLong(arguments[4]));
    System.out.println(hold.row(vendor));
    System.exit(0); // the servers' threads would keep the JVM
  }

  private String row(HoldVendor vendor) throws InterruptedException {
    run("hold-plain", 0, WARM);
    run("hold-judged", WARM, WARM);
    List<HoldStream> plain = run("hold-plain", 2 * WARM, MEASURED);
    long calls = vendor.calls();
    long characters = vendor.characters();
    List<HoldStream> judged = run("hold-judged", 2 * WARM + MEASURED, MEASURED);
    double thousands = judged.size() * CHUNKS * 2 / 1000.0;
    return String.format(
        Locale.ROOT,
        "%.1f | %.2f | %.0f ms | %.0f ms | %.0f ms | %.0f ms | %.0f ms | %d |",
        (vendor.calls() - calls) / thousands,
        (vendor.characters() - characters) / 1000.0 / thousands,
        millis(mean(judged) - mean(plain)),
        millis(delays(judged).quantile(0.95)),
        millis(quantile(judged, HoldStream::firstDelay, 0.5)),
        millis(quantile(judged, HoldStream::afterFirstClose, 0.95)),
        millis(
            quantile(judged, HoldStream::endDelay, 0.95)
                - quantile(plain, HoldStream::endDelay, 0.95)),
        2 * MEASURED - plain.size() - judged.size());
  }

  /** The streams that came whole. */
  private List<HoldStream> run(String alias, int from, int count) throws InterruptedException {
    ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE, Daemons::thread);
    for (int i = from; i < from + count; i++) {
      callers.submit(new HoldCaller(gateway, alias, i, streams.get(i)));
    }
    callers.shutdown();
    if (!callers.awaitTermination(5, TimeUnit.MINUTES)) {
      throw new IllegalStateException("streams hang");
    }
    return streams.subList(from, from + count).stream().filter(it -> it.ended > 0).toList();
  }

  private static Histogram delays(List<HoldStream> streams) {
    Histogram delays = new Histogram();
    for (HoldStream stream : streams) {
      for (int i = 0; i < stream.chunks(); i++) {
        delays.record(stream.readAt[i] - stream.sentAt[i]);
      }
    }
    return delays;
  }

  private static double mean(List<HoldStream> streams) {
    double sum = 0;
    for (HoldStream stream : streams) {
      for (int i = 0; i < stream.chunks(); i++) {
        sum += stream.readAt[i] - stream.sentAt[i];
      }
    }
    return sum / streams.size() / CHUNKS;
  }

  private static long quantile(
      List<HoldStream> streams, ToLongFunction<HoldStream> time, double share) {
    Histogram times = new Histogram();
    streams.forEach(stream -> times.record(time.applyAsLong(stream)));
    return times.quantile(share);
  }

  private static double millis(double nanos) {
    return nanos / 1e6;
  }
}
