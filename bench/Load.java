import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Path;

/**
 * The callers: opens streams at a steady pace, reads them all on one thread, and measures in a
 * window of time. It runs in one JVM with the {@link Upstream}, so that their clock is the same
 * one.
 */
public final class Load {
  private final Plan plan;
  private final String apiKey = System.getenv().getOrDefault("BENCH_KEY", "none");
  private final Tally tally;
  private final Meters meters;
  private final Selector selector = Selector.open();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
  private final byte[] bytes = new byte[64 * 1024];
  private final long start = Stamp.now();
  private int opened;
  private int running;
  private long asked;

  private Load(Plan plan, Pacer pacer) throws IOException {
    this.plan = plan;
    this.tally = new Tally(!plan.again());
    this.meters = new Meters(plan, pacer, tally);
  }

  public static void main(String... arguments) throws IOException {
    Plan plan = Plan.of(arguments);
    Load load = new Load(plan, Upstream.start(plan.upstream()));
    load.run();
    load.meters.write(Path.of(plan.out()), load.running);
  }

  private void run() throws IOException {
    for (long time = 0; time < plan.deadline() && !finished(time); time = Stamp.now() - start) {
      openThoseDue(time);
      turnWindow(time);
      selector.select(this::handle, millisFrom(time));
    }
  }

  private boolean finished(long time) {
    return time > plan.windowCloses() && !tally.windowOpen() && running == 0;
  }

  /** Milliseconds until something other than a socket needs attention, at most fifty. */
  private long millisFrom(long time) {
    long next = opened < plan.streams() ? plan.opensAt(opened) : time + 50_000_000;
    return 1 + Math.max(0, Math.min(49, (next - time) / 1_000_000));
  }

  private void openThoseDue(long time) throws IOException {
    while (opened < plan.streams() && plan.opensAt(opened) <= time) {
      opened++;
      running++;
      new Call(plan, tally).connect(selector);
    }
  }

  private void turnWindow(long time) {
    boolean open = time >= plan.windowOpens() && time < plan.windowCloses();
    if (open != tally.windowOpen()) {
      tally.windowOpen(open);
      meters.windowTurned();
    }
  }

  private void handle(SelectionKey key) {
    Call call = (Call) key.attachment();
    try {
      if (key.isConnectable()) {
        call.connected(key);
        call.ask(++asked, apiKey);
      } else if (call.read(buffer, bytes)) {
        ended(call);
      }
    } catch (IOException e) {
      lost(call, e.toString());
    }
  }

  private void ended(Call call) throws IOException {
    if (!call.flaw().isEmpty()) {
      lost(call, call.flaw());
      return;
    }
    tally.finished++;
    if (plan.again() && Stamp.now() - start < plan.windowCloses()) {
      call.ask(++asked, apiKey);
    } else {
      running--;
      call.close();
    }
  }

  /**
   * A lost stream is not opened again: the figures show the loss, and no storm of retries begins.
   */
  private void lost(Call call, String reason) {
    tally.lost(reason);
    running--;
    call.close();
  }
}
