package dev.sluice.testing;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What an upstream does with one request, step by step. Begin with {@link #sse()}, {@link
 * #closing()}, {@link #json} or {@link #raw}; a script that stops without an ending keeps silent
 * with the connection open. Immutable after it was given to an upstream.
 */
public final class Script {

  /** One thing to do on the connection. */
  sealed interface Step {}

  record Write(Buffer bytes) implements Step {}

  record Await(CompletableFuture<Void> signal) implements Step {}

  /** Writes the bytes again and again, as fast as the connection takes them. */
  record Firehose(Buffer bytes) implements Step {}

  record Close() implements Step {}

  record Reset() implements Step {}

  /** The answer is complete; the connection waits for the next request. */
  record NextRequest() implements Step {}

  private final List<Step> steps = new ArrayList<>();
  private final boolean chunked;

  private Script(boolean chunked) {
    this.chunked = chunked;
  }

  /** An event stream in chunked encoding, its head written at once. */
  public static Script sse() {
    return new Script(true).head("200 OK", "text/event-stream", "transfer-encoding: chunked");
  }

  /** An event stream without chunked encoding, which ends when the connection closes. */
  public static Script closing() {
    return new Script(false).head("200 OK", "text/event-stream", "connection: close");
  }

  /** A whole event stream that arrives in one piece, head and end included. */
  public static Script atOnce(String... events) {
    Script whole = sse();
    for (String event : events) {
      whole.event(event);
    }
    whole.done();
    Buffer all = Buffer.buffer();
    for (Step step : whole.steps) {
      if (step instanceof Write write) {
        all.appendBuffer(write.bytes());
      }
    }
    return new Script(true).step(new Write(all)).step(new NextRequest());
  }

  /** Newline-delimited JSON in chunked encoding. */
  public static Script lines() {
    return new Script(true).head("200 OK", "application/x-ndjson", "transfer-encoding: chunked");
  }

  /** A whole JSON answer of that status; header lines such as {@code retry-after: 2} may follow. */
  public static Script json(int status, String body, String... headers) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("content-length: " + bytes.length);
    Script script = new Script(false);
    script.head(status + " Scripted", "application/json", all.toArray(String[]::new));
    return script.bytes(bytes).step(new NextRequest());
  }

  /** Exactly this text on the wire, status line and all. */
  public static Script raw(String text) {
    return new Script(false).text(text);
  }

  /** Takes the request and says nothing at all. */
  public static Script silence() {
    return new Script(false);
  }

  private Script head(String status, String type, String... headers) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\ncontent-type: " + type);
    for (String header : headers) {
      head.append("\r\n").append(header);
    }
    return step(new Write(Buffer.buffer(head + "\r\n\r\n")));
  }

  /** {@code data: <json>} and a blank line. */
  public Script event(String json) {
    return text("data: " + json + "\n\n");
  }

  /** A named event. */
  public Script event(String name, String json) {
    return text("event: " + name + "\ndata: " + json + "\n\n");
  }

  public Script comment(String text) {
    return text(": " + text + "\n\n");
  }

  public Script text(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes of the body, written in one piece. */
  public Script bytes(byte[] bytes) {
    return step(new Write(framed(bytes)));
  }

  /** The same bytes, each as a write of its own. */
  public Script byteByByte(byte[] bytes) {
    for (byte one : bytes) {
      bytes(new byte[] {one});
    }
    return this;
  }

  /** Goes on when the signal is completed. */
  public Script await(CompletableFuture<Void> signal) {
    return step(new Await(signal));
  }

  /** Writes this event for ever, as fast as the connection takes it. */
  public Script firehose(String json) {
    return firehoseOf("data: " + json + "\n\n");
  }

  /** Writes this text for ever, as fast as the connection takes it. */
  public Script firehoseOf(String text) {
    byte[] event = text.getBytes(StandardCharsets.UTF_8);
    Buffer block = Buffer.buffer();
    while (block.length() < 4096) {
      block.appendBuffer(framed(event));
    }
    return step(new Firehose(block));
  }

  /** {@code data: [DONE]} and the end of the body. */
  public Script done() {
    return event("[DONE]").end();
  }

  /** Ends the body cleanly: the last chunk, or the connection's end. */
  public Script end() {
    if (!chunked) {
      return close();
    }
    return step(new Write(Buffer.buffer("0\r\n\r\n"))).step(new NextRequest());
  }

  /** Closes the connection, in the middle of the body if it has not ended. */
  public Script close() {
    return step(new Close());
  }

  /** Resets the connection (RST). */
  public Script reset() {
    return step(new Reset());
  }

  private Buffer framed(byte[] bytes) {
    Buffer body = Buffer.buffer(bytes);
    return chunked
        ? Buffer.buffer(Integer.toHexString(bytes.length) + "\r\n")
            .appendBuffer(body)
            .appendString("\r\n")
        : body;
  }

  private Script step(Step step) {
    steps.add(step);
    return this;
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }
}
