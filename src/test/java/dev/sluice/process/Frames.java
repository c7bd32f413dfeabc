package dev.sluice.process;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** What one reader of a stream has received so far, read in the background. */
final class Frames implements AutoCloseable {
  private static final Executor THREADS =
      work -> {
        Thread thread = new Thread(work, "frames");
        thread.setDaemon(true);
        thread.start();
      };

  private final String traceId;
  private final InputStream body;
  private final List<Frame> frames = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> ended;

  /** Reads to the end of the stream, or until it breaks. */
  Frames(String traceId, InputStream body) {
    this.traceId = traceId;
    this.body = body;
    this.ended = CompletableFuture.runAsync(this::read, THREADS);
  }

  private void read() {
    try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      StringBuilder frame = new StringBuilder();
      String line;
      while ((line = lines.readLine()) != null) {
        if (!line.isEmpty()) {
          frame.append(line).append('\n');
        } else if (!frame.isEmpty()) {
          frames.add(Frame.of(frame.toString()));
          frame.setLength(0);
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** The generation's id, as the head told it. */
  String traceId() {
    return traceId;
  }

  List<Frame> all() {
    return List.copyOf(frames);
  }

  /** The last of them. */
  Frame last() {
    return frames.get(frames.size() - 1);
  }

  /** All text so far, as deltas of a generation or of a chat's only choice. */
  String text() {
    return frames.stream().map(Frame::text).collect(Collectors.joining());
  }

  /** Waits until one has come that is like this. */
  Frames await(String what, Duration most, Predicate<Frame> like) {
    Awaitility.await(what)
        .atMost(most)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> frames.stream().anyMatch(like));
    return this;
  }

  Frames awaitText(String text) {
    Awaitility.await("text " + text)
        .atMost(20, TimeUnit.SECONDS)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> text().contains(text));
    return this;
  }

  /** Waits until nothing follows; true if the stream was ended as it should. */
  boolean awaitEnd(Duration most) {
    Awaitility.await("end of stream").atMost(most).until(ended::isDone);
    return !ended.isCompletedExceptionally();
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException broken) {
      // It was to be closed.
    }
  }

  /** One frame; empty strings for what it lacks. */
  record Frame(String id, String event, String data) {
    static Frame of(String lines) {
      return new Frame(field(lines, "id: "), field(lines, "event: "), field(lines, "data: "));
    }

    private static String field(String lines, String name) {
      return lines
          .lines()
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(name.length()))
          .collect(Collectors.joining("\n"));
    }

    JsonObject json() {
      return new JsonObject(data);
    }

    String text() {
      if (event.equals("delta")) {
        return json().getString("text");
      }
      if (!event.isEmpty() || !data.contains("\"choices\":[{")) {
        return "";
      }
      JsonObject choice = json().getJsonArray("choices").getJsonObject(0);
      String content = choice.getJsonObject("delta").getString("content");
      return content == null ? "" : content;
    }

    boolean isError() {
      return data.startsWith("{\"error\"");
    }

    /** The {@code code} of an error frame. */
    String errorCode() {
      return json().getJsonObject("error").getString("code");
    }
  }
}
