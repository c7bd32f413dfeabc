package dev.sluice.api.openai;

import dev.sluice.api.Errors;
import dev.sluice.api.JsonText;
import dev.sluice.model.Cut;
import dev.sluice.model.FinishReason;
import dev.sluice.model.Outcome;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Usage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

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
  private static final int TYPICAL = 320;

  private final String generation;
  private final byte[] chunkHead;
  private final byte[] chunkTail;
  private final int choices;
  private final boolean includeUsage;
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
    this.chunkTail = ascii(includeUsage ? ",\"usage\":null}" : "}");
    this.choices = choices;
    this.includeUsage = includeUsage;
  }

  private static byte[] head(String generation, String model, long created) {
    ByteBuf head = Unpooled.buffer(TYPICAL);
    put(head, "{\"id\":\"" + generation + "\",\"object\":\"chat.completion.chunk\",\"created\":");
    put(head, created + ",\"model\":\"");
    JsonText.append(head, model);
    put(head, "\"");
    byte[] bytes = new byte[head.readableBytes()];
    head.readBytes(bytes);
    return bytes;
  }

  /** The frames of one part; empty where it shows only later. */
  Buffer render(StreamPart part) {
    ByteBuf out = Unpooled.buffer(TYPICAL);
    if (part instanceof StreamPart.Delta delta) {
      delta(out, delta);
    } else if (part instanceof StreamPart.ToolCall call) {
      toolCall(out, call);
    } else if (part instanceof StreamPart.Finished end) {
      terminal(out, end.choice(), end.reason(), "");
    } else if (part instanceof StreamPart.Ended ended) {
      ended(out, ended);
    }
    return Buffer.buffer(out);
  }

  /** The frame that ends a stream which failed before its first chunk, but after its head. */
  static Buffer failure(Throwable failure, String generation) {
    ByteBuf out = Unpooled.buffer(TYPICAL);
    put(out, "id: 1\ndata: " + Errors.of(failure).json(generation));
    out.writeBytes(END);
    return Buffer.buffer(out);
  }

  /** The frame that ends a stream whose parts broke off without an end of their own. */
  Buffer broken(Throwable failure) {
    ByteBuf out = Unpooled.buffer(TYPICAL);
    error(out, Errors.of(failure));
    return Buffer.buffer(out);
  }

  private void delta(ByteBuf out, StreamPart.Delta delta) {
    open(out, delta.choice());
    put(out, "\"" + delta.field().wireName() + "\":\"");
    JsonText.append(out, delta.text());
    put(out, "\"}");
    close(out, "null", "");
  }

  private void toolCall(ByteBuf out, StreamPart.ToolCall call) {
    open(out, call.choice());
    put(out, "\"tool_calls\":[{\"index\":" + call.index());
    if (!call.id().isEmpty()) {
      put(out, ",\"id\":\"");
      JsonText.append(out, call.id());
      put(out, "\",\"type\":\"function\"");
    }
    put(out, ",\"function\":{");
    if (!call.name().isEmpty()) {
      put(out, "\"name\":\"");
      JsonText.append(out, call.name());
      put(out, "\",");
    }
    put(out, "\"arguments\":\"");
    JsonText.append(out, call.arguments());
    put(out, "\"}}]}");
    close(out, "null", "");
  }

  private void terminal(ByteBuf out, int choice, FinishReason reason, String extension) {
    finished.set(choice);
    open(out, choice);
    if (out.getByte(out.writerIndex() - 1) == ',') {
      out.writerIndex(out.writerIndex() - 1);
    }
    put(out, "}");
    close(out, "\"" + reason.wireName() + "\"", extension);
  }

  private void ended(ByteBuf out, StreamPart.Ended ended) {
    Outcome outcome = ended.outcome();
    if (outcome instanceof Outcome.Completed) {
      end(out, ended.usage());
    } else if (outcome instanceof Outcome.Cut cut) {
      cut(out, cut.cut());
      end(out, ended.usage());
    } else {
      error(out, Errors.of(outcome));
    }
  }

  private void error(ByteBuf out, Errors error) {
    frame(out);
    put(out, error.json(generation));
    out.writeBytes(END);
  }

  private void cut(ByteBuf out, Cut cut) {
    String extension = ",\"sluice\":" + CutJson.of(cut, generation);
    for (int choice = finished.nextClearBit(0);
        choice < choices;
        choice = finished.nextClearBit(choice + 1)) {
      terminal(out, choice, FinishReason.CONTENT_FILTER, extension);
    }
  }

  private void end(ByteBuf out, Usage usage) {
    if (includeUsage) {
      frame(out);
      out.writeBytes(chunkHead);
      put(out, ",\"choices\":[],\"usage\":" + UsageJson.of(usage) + "}");
      out.writeBytes(END);
    }
    out.writeBytes(ID);
    put(out, Integer.toString(++number));
    out.writeBytes(DONE);
  }

  private void frame(ByteBuf out) {
    out.writeBytes(ID);
    put(out, Integer.toString(++number));
    out.writeBytes(DATA);
  }

  /** Up to and including the delta's opening brace, and the role where the choice begins. */
  private void open(ByteBuf out, int choice) {
    frame(out);
    out.writeBytes(chunkHead);
    put(out, ",\"choices\":[{\"index\":" + choice + ",\"delta\":{");
    if (!begun.get(choice)) {
      begun.set(choice);
      put(out, "\"role\":\"assistant\",");
    }
  }

  private void close(ByteBuf out, String finishReason, String extension) {
    put(out, ",\"finish_reason\":" + finishReason + "}]" + extension);
    out.writeBytes(chunkTail);
    out.writeBytes(END);
  }

  private static void put(ByteBuf out, String json) {
    JsonText.appendJson(out, json);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
