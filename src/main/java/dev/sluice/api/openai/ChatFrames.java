package dev.sluice.api.openai;

import static dev.sluice.api.FrameBuffer.ascii;

import dev.sluice.api.Errors;
import dev.sluice.api.FrameBuffer;
import dev.sluice.model.Cut;
import dev.sluice.model.Field;
import dev.sluice.model.FinishReason;
import dev.sluice.model.Outcome;
import dev.sluice.model.QueuePosition;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Usage;
import io.vertx.core.buffer.Buffer;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Renders the parts of one answer as the frames of an OpenAI chat completion stream. Written by
 * hand rather than through a JSON library, since this is what every chunk passes through: the parts
 * of a frame that never change are encoded once.
 */
final class ChatFrames {
  private static final byte[] ID = ascii("id: ");
  private static final byte[] DATA = ascii("\ndata: ");
  private static final byte[] END = ascii("\n\n");
  private static final byte[] DONE = ascii("\ndata: [DONE]\n\n");
  private static final byte[] CHOICE = ascii(",\"choices\":[{\"index\":");
  private static final byte[] DELTA = ascii(",\"delta\":{");
  private static final byte[] ROLE = ascii("\"role\":\"assistant\"");
  private static final byte[] TEXT_END = ascii("\"}");
  private static final byte[] UNFINISHED = ascii(",\"finish_reason\":null}]");
  private static final Map<Field, byte[]> TEXT = texts();

  private final String generation;
  private final byte[] chunkHead;
  private final byte[] chunkTail;
  private final int choices;
  private final boolean includeUsage;
  private final FrameBuffer out = new FrameBuffer();
  private final BitSet begun = new BitSet();
  private final BitSet finished = new BitSet();
  private int number;

  /**
   * @param choices how many answers were asked for
   * @param includeUsage whether the caller asked for a usage chunk
   */
  ChatFrames(
      String generation, String model, long createdEpochSecond, int choices, boolean includeUsage) {
    this.generation = generation;
    this.chunkHead = head(generation, model, createdEpochSecond);
    this.chunkTail = ascii(includeUsage ? ",\"usage\":null}\n\n" : "}\n\n");
    this.choices = choices;
    this.includeUsage = includeUsage;
  }

  private static Map<Field, byte[]> texts() {
    Map<Field, byte[]> texts = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      texts.put(field, ascii("\"" + field.wireName() + "\":\""));
    }
    return texts;
  }

  private static byte[] head(String generation, String model, long created) {
    return new FrameBuffer()
        .put("{\"id\":\"" + generation + "\",\"object\":\"chat.completion.chunk\",\"created\":")
        .put(created + ",\"model\":\"")
        .putJson(model)
        .put("\"")
        .take()
        .getBytes();
  }

  /** The frames of one part; empty where it shows only later. */
  Buffer render(StreamPart part) {
    if (part instanceof StreamPart.Delta delta) {
      delta(delta);
    } else if (part instanceof StreamPart.ToolCall call) {
      toolCall(call);
    } else if (part instanceof StreamPart.Finished end) {
      terminal(end.choice(), end.reason(), "");
    } else if (part instanceof StreamPart.Ended ended) {
      ended(ended);
    }
    return out.take();
  }

  /** The comment that tells where the caller stands; a named event would be taken for a chunk. */
  static Buffer queued(QueuePosition position) {
    return Buffer.buffer(
        ": queued position=" + position.place() + " eta_s=" + position.etaSeconds() + "\n\n");
  }

  /** The frame that ends a stream which failed before its first chunk, but after its head. */
  static Buffer failure(Throwable failure, String generation) {
    return Buffer.buffer("id: 1\ndata: " + Errors.of(failure).json(generation) + "\n\n");
  }

  /** The frame that ends a stream whose parts broke off without an end of their own. */
  Buffer broken(Throwable failure) {
    error(Errors.of(failure));
    return out.take();
  }

  private void delta(StreamPart.Delta delta) {
    open(delta.choice(), true);
    out.put(TEXT.get(delta.field())).putJson(delta.text()).put(TEXT_END);
    out.put(UNFINISHED).put(chunkTail);
  }

  private void toolCall(StreamPart.ToolCall call) {
    open(call.choice(), true);
    out.put("\"tool_calls\":[{\"index\":").put(call.index());
    if (!call.id().isEmpty()) {
      out.put(",\"id\":\"").putJson(call.id()).put("\",\"type\":\"function\"");
    }
    out.put(",\"function\":{");
    if (!call.name().isEmpty()) {
      out.put("\"name\":\"").putJson(call.name()).put("\",");
    }
    out.put("\"arguments\":\"").putJson(call.arguments()).put("\"}}]}");
    out.put(UNFINISHED).put(chunkTail);
  }

  private void terminal(int choice, FinishReason reason, String extension) {
    finished.set(choice);
    open(choice, false);
    out.put("},\"finish_reason\":\"" + reason.wireName() + "\"}]").put(extension).put(chunkTail);
  }

  private void ended(StreamPart.Ended ended) {
    Outcome outcome = ended.outcome();
    if (outcome instanceof Outcome.Completed) {
      finish();
      end(ended.usage());
    } else if (outcome instanceof Outcome.Cut cut) {
      cut(cut.cut());
      end(ended.usage());
    } else {
      error(Errors.of(outcome));
    }
  }

  private void error(Errors error) {
    frame();
    out.put(error.json(generation)).put(END);
  }

  /** A provider may answer fewer choices than it was asked for. */
  private void finish() {
    unfinished().forEach(choice -> terminal(choice, FinishReason.STOP, ""));
  }

  private void cut(Cut cut) {
    unfinished()
        .forEach(
            choice -> {
              String extension = ",\"sluice\":" + CutJson.of(cut, choice, generation);
              terminal(choice, FinishReason.CONTENT_FILTER, extension);
            });
  }

  /** Those asked for, and any that the provider began besides. */
  private IntStream unfinished() {
    int all = Math.max(choices, begun.length());
    return IntStream.range(0, all)
        .filter(choice -> (choice < choices || begun.get(choice)) && !finished.get(choice));
  }

  private void end(Usage usage) {
    if (includeUsage) {
      frame();
      out.put(chunkHead).put(",\"choices\":[],\"usage\":" + UsageJson.of(usage) + "}").put(END);
    }
    out.put(ID).put(++number).put(DONE);
  }

  private void frame() {
    out.put(ID).put(++number).put(DATA);
  }

  /** Up to and including the delta's opening brace, and the role where the choice begins. */
  private void open(int choice, boolean more) {
    frame();
    out.put(chunkHead).put(CHOICE).put(choice).put(DELTA);
    if (!begun.get(choice)) {
      begun.set(choice);
      out.put(ROLE).put(more ? "," : "");
    }
  }
}
