import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A provider that streams one held stream a request, a chunk every so many milliseconds. */
final class HoldProvider {
  private static final Pattern NUMBER = Pattern.compile("stream (\\d+)\\.");

  private final List<HoldStream> streams;
  private final long periodNanos;

  private HoldProvider(List<HoldStream> streams, int rate) {
    this.streams = streams;
    this.periodNanos = TimeUnit.SECONDS.toNanos(1) / rate;
  }

  static void start(int port, List<HoldStream> streams, int rate) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.setExecutor(Executors.newCachedThreadPool(Daemons::thread));
    server.createContext("/v1/chat/completions", new HoldProvider(streams, rate)::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Matcher number = NUMBER.matcher(body);
    if (!number.find()) {
      throw new IOException("a request that names no stream");
    }
    HoldStream stream = streams.get(Integer.parseInt(number.group(1)));
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      send(stream, out);
    }
  }

  private void send(HoldStream stream, OutputStream out) throws IOException {
    long begun = System.nanoTime();
    for (int i = 0; i < stream.chunks(); i++) {
      sleepUntil(begun + i * periodNanos);
      stream.sentAt[i] = System.nanoTime();
      write(out, event("{\"content\":\"" + stream.text.chunk(i) + "\"}", "null"));
    }
    write(out, event("{}", "\"stop\"") + "data: [DONE]\n\n");
  }

  private static void sleepUntil(long nanos) {
    long left = nanos - System.nanoTime();
    if (left > 0) {
      java.util.concurrent.locks.LockSupport.parkNanos(left);
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static String event(String delta, String finish) {
    return "data: {\"id\":\"chatcmpl-hold\",\"object\":\"chat.completion.chunk\",\"created\":1767225600,"
        + "\"model\":\"hold\",\"choices\":[{\"index\":0,\"delta\":"
        + delta
        + ",\"finish_reason\":"
        + finish
        + "}]}\n\n";
  }
}
