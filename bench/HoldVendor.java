import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A vendor with OpenAI's interface that passes every text after a fixed time, and counts. */
final class HoldVendor {
  private static final Pattern INPUT = Pattern.compile("\"input\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final byte[] PASS = pass();

  private final List<HoldStream> streams;
  private final long latencyMillis;
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1, Daemons::thread);
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong characters = new AtomicLong();

  private HoldVendor(List<HoldStream> streams, long latencyMillis) {
    this.streams = streams;
    this.latencyMillis = latencyMillis;
  }

  static HoldVendor start(int port, List<HoldStream> streams, long latencyMillis) throws IOException {
    HoldVendor vendor = new HoldVendor(streams, latencyMillis);
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.setExecutor(Executors.newCachedThreadPool(Daemons::thread));
    server.createContext("/v1/moderations", vendor::asked);
    server.start();
    return vendor;
  }

  long calls() {
    return calls.get();
  }

  /** How much text it was sent, overlaps included. */
  long characters() {
    return characters.get();
  }

  private void asked(HttpExchange exchange) throws IOException {
    long now = System.nanoTime();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Matcher input = INPUT.matcher(body);
    if (!input.find()) {
      throw new IOException("a request without input");
    }
    count(input.group(1), now);
    timer.schedule(() -> answer(exchange), latencyMillis, TimeUnit.MILLISECONDS);
  }

  /** Inputs of callers are judged as well; only texts of answers count. */
  private void count(String text, long now) {
    if (text.startsWith("stream ")) {
      return;
    }
    calls.incrementAndGet();
    characters.addAndGet(text.codePointCount(0, text.length()));
    int stream = HoldText.streamOf(text);
    if (stream >= 0 && streams.get(stream).firstAskedAt == 0) {
      streams.get(stream).firstAskedAt = now;
    }
  }

  private static void answer(HttpExchange exchange) {
    try (exchange) {
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, PASS.length);
      exchange.getResponseBody().write(PASS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] pass() {
    StringBuilder categories = new StringBuilder();
    StringBuilder scores = new StringBuilder();
    for (String name :
        List.of(
            "harassment", "harassment/threatening", "hate", "hate/threatening", "illicit",
            "illicit/violent", "self-harm", "self-harm/intent", "self-harm/instructions", "sexual",
            "sexual/minors", "violence", "violence/graphic")) {
      categories.append(categories.length() == 0 ? "" : ",").append('"').append(name).append("\":false");
      scores.append(scores.length() == 0 ? "" : ",").append('"').append(name).append("\":0.001");
    }
    return ("{\"id\":\"modr-hold\",\"model\":\"omni-moderation-hold\",\"results\":[{\"flagged\":false,"
            + "\"categories\":{" + categories + "},\"category_scores\":{" + scores + "}}]}")
        .getBytes(StandardCharsets.UTF_8);
  }
}
