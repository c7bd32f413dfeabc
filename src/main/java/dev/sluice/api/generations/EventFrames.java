package dev.sluice.api.generations;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.sluice.api.Errors;
import dev.sluice.api.FrameBuffer;
import dev.sluice.api.openai.CutJson;
import dev.sluice.api.openai.UsageJson;
import dev.sluice.journey.replay.End;
import dev.sluice.journey.replay.Entry;
import dev.sluice.journey.replay.LoggedEvent;
import dev.sluice.model.QueuePosition;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Usage;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * Renders logged events as named server-sent events. The event id is the number in the log; the cut
 * that comes with an end shares its number and is told apart by a suffix, so that a reader torn off
 * between the two still gets the end.
 */
final class EventFrames {
  static final String CUT_SUFFIX = ".cut";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String generation;
  private final boolean cutSeen;
  private final long known;

  /**
   * @param cutSeen whether the reader has the cut already and is only owed what follows it
   * @param known the number of the last event there was when the reader came; where the generation
   *     stood in the queue before that means nothing to it
   */
  EventFrames(String generation, boolean cutSeen, long known) {
    this.generation = generation;
    this.cutSeen = cutSeen;
    this.known = known;
  }

  /** The frames of one event; empty where it has nothing to show. */
  Buffer render(LoggedEvent event) {
    String number = Long.toString(event.number());
    if (event.entry() instanceof Entry.Opened opened) {
      return frame("open", number, open(opened));
    }
    if (event.entry() instanceof Entry.Part part) {
      return part(number, part.part());
    }
    if (event.entry() instanceof Entry.Queued queued && event.number() >= known) {
      return frame("queue", number, queue(queued.position()));
    }
    return event.entry() instanceof Entry.Ended ended ? ended(number, ended) : Buffer.buffer();
  }

  /** The frame for a log that could not be read on; without an id, so that a reader may return. */
  Buffer failure(Throwable failure) {
    return Buffer.buffer("event: error\ndata: " + Errors.of(failure).json(generation) + "\n\n");
  }

  private ObjectNode open(Entry.Opened opened) {
    return JSON.objectNode().put("id", generation).put("model", opened.model()).putNull("label");
  }

  private static ObjectNode queue(QueuePosition position) {
    return JSON.objectNode().put("position", position.place()).put("eta_s", position.etaSeconds());
  }

  private Buffer part(String number, StreamPart part) {
    if (part instanceof StreamPart.Delta delta) {
      return frame(
          "delta",
          number,
          JSON.objectNode()
              .put("index", delta.choice())
              .put("field", delta.field().wireName())
              .put("text", delta.text()));
    }
    return part instanceof StreamPart.ToolCall call
        ? frame("delta", number, toolCall(call))
        : Buffer.buffer();
  }

  private static ObjectNode toolCall(StreamPart.ToolCall call) {
    ObjectNode delta =
        JSON.objectNode()
            .put("index", call.choice())
            .put("field", "tool_calls")
            .put("text", call.arguments());
    delta
        .putObject("tool_call")
        .put("index", call.index())
        .put("id", call.id())
        .put("name", call.name());
    return delta;
  }

  private Buffer ended(String number, Entry.Ended ended) {
    End end = ended.end();
    if (end instanceof End.Completed completed) {
      return frame("done", number, done(completed.finishReason().wireName(), ended.usage()));
    }
    if (end instanceof End.CutOff cut) {
      Buffer done = frame("done", number, done("content_filter", ended.usage()));
      return cutSeen
          ? done
          : Buffer.buffer()
              .appendBuffer(frame("cut", number + CUT_SUFFIX, CutJson.of(cut.cut())))
              .appendBuffer(done);
    }
    return frame("error", number, error(end));
  }

  private static ObjectNode done(String finishReason, Optional<Usage> usage) {
    ObjectNode done = JSON.objectNode().put("finish_reason", finishReason);
    done.putRawValue("usage", new RawValue(usage.map(UsageJson::of).orElse("null")));
    return done.putNull("label");
  }

  private static ObjectNode error(End end) {
    ObjectNode body = JSON.objectNode();
    ObjectNode error = body.putObject("error");
    if (end instanceof End.Failed failed) {
      error.put("message", failed.message()).put("type", failed.type()).put("code", failed.code());
    } else {
      error
          .put("message", "The generation was stopped by its caller.")
          .put("type", "invalid_request_error")
          .put("code", "cancelled");
    }
    return body;
  }

  private static Buffer frame(String name, String id, ObjectNode data) {
    return new FrameBuffer()
        .put("id: " + id + "\nevent: " + name + "\ndata: " + data + "\n\n")
        .take();
  }
}
