package dev.sluice.testing;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One request that a {@link ScriptedUpstream} got, and what became of it.
 *
 * @param head request line and headers, as they came
 * @param connection the number of the connection it came on, from 1
 * @param closed completed with {@code System.nanoTime()} when that connection closed
 * @param completed completed when the script had run to its end
 * @param written bytes of the answer that the kernel took
 * @param whole set when the answer was ended in good order, so that the connection can serve again
 */
public record UpstreamCall(
    List<String> head,
    String text,
    int connection,
    CompletableFuture<Long> closed,
    CompletableFuture<Void> completed,
    AtomicLong written,
    AtomicBoolean whole) {

  /** The body as JSON. */
  public JsonObject body() {
    return new JsonObject(text);
  }

  /** Whether nothing of it goes on: it was answered to the end, or its connection was closed. */
  public boolean isOver() {
    return whole.get() || closed.isDone();
  }

  /** The request line, e.g. {@code POST /v1/chat/completions HTTP/1.1}. */
  public String requestLine() {
    return head.get(0);
  }

  /** The header's value, empty where it was not sent. */
  public String header(String name) {
    String prefix = name.toLowerCase(java.util.Locale.ROOT) + ":";
    return head.stream()
        .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .findFirst()
        .orElse("");
  }
}
