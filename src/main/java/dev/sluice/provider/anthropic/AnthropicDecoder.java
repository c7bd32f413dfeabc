package dev.sluice.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.Field;
import dev.sluice.model.FinishReason;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.StreamPart;
import dev.sluice.provider.PartDecoder;
import dev.sluice.provider.WireEvent;
import dev.sluice.provider.WireJson;
import java.util.function.Consumer;

/**
 * Decodes one stream of the Messages API, which has one choice. Usage is reported once, at the end.
 * Redacted thinking, signatures, citations and the tools that the provider runs itself are dropped.
 */
final class AnthropicDecoder implements PartDecoder {
  private final AnthropicTools tools = new AnthropicTools();
  private final AnthropicUsage usage = new AnthropicUsage();
  private String messageId = "";
  private boolean finished;
  private boolean done;

  @Override
  public void decode(WireEvent event, Consumer<StreamPart> out) {
    if (done) {
      return;
    }
    JsonNode data = WireJson.read(event);
    String type = WireJson.text(data, "type");
    switch (type.isEmpty() ? event.name() : type) {
      case "message_start" -> begin(data.path("message"));
      case "content_block_start" -> blockStart(data, out);
      case "content_block_delta" -> blockDelta(data, out);
      case "content_block_stop" -> tools.stop(data.path("index").asInt(), out);
      case "message_delta" -> messageDelta(data, out);
      case "message_stop" -> close(out);
      case "error" -> throw AnthropicErrors.inStream(data);
      default -> {
        // ping, and whatever they add
      }
    }
  }

  @Override
  public boolean done() {
    return done;
  }

  @Override
  public void end(Consumer<StreamPart> out) {
    if (done) {
      return;
    }
    if (!finished) {
      throw new ProviderFailure(
          ProviderFailure.Kind.INTERRUPTED,
          "The provider ended the stream before the answer was whole.");
    }
    close(out);
  }

  private void begin(JsonNode message) {
    messageId = WireJson.text(message, "id");
    usage.begin(message.path("usage"));
  }

  private void blockStart(JsonNode data, Consumer<StreamPart> out) {
    JsonNode block = data.path("content_block");
    switch (WireJson.text(block, "type")) {
      case "text" -> text(Field.CONTENT, WireJson.text(block, "text"), out);
      case "thinking" -> text(Field.REASONING, WireJson.text(block, "thinking"), out);
      case "tool_use" -> toolStart(data.path("index").asInt(), block, out);
      default -> {
        // redacted_thinking, server_tool_use and its results
      }
    }
  }

  private void blockDelta(JsonNode data, Consumer<StreamPart> out) {
    JsonNode delta = data.path("delta");
    switch (WireJson.text(delta, "type")) {
      case "text_delta" -> text(Field.CONTENT, WireJson.text(delta, "text"), out);
      case "thinking_delta" -> text(Field.REASONING, WireJson.text(delta, "thinking"), out);
      case "input_json_delta" ->
          tools.fragment(data.path("index").asInt(), WireJson.text(delta, "partial_json"), out);
      default -> {
        // signature_delta, citations_delta
      }
    }
  }

  private void toolStart(int index, JsonNode block, Consumer<StreamPart> out) {
    if (!finished) {
      tools.start(index, block, messageId, out);
    }
  }

  private void messageDelta(JsonNode data, Consumer<StreamPart> out) {
    usage.update(data.path("usage"));
    String reason = WireJson.text(data.path("delta"), "stop_reason");
    if (!reason.isEmpty()) {
      finish(reason(reason), out);
    }
  }

  private void text(Field field, String text, Consumer<StreamPart> out) {
    if (!finished && !text.isEmpty()) {
      out.accept(new StreamPart.Delta(0, field, text));
    }
  }

  private void finish(FinishReason reason, Consumer<StreamPart> out) {
    if (!finished) {
      tools.stopAll(out);
      finished = true;
      out.accept(new StreamPart.Finished(0, reason));
    }
  }

  private void close(Consumer<StreamPart> out) {
    finish(tools.called() ? FinishReason.TOOL_CALLS : FinishReason.STOP, out);
    usage.exact().ifPresent(exact -> out.accept(new StreamPart.UsageReported(exact)));
    done = true;
  }

  private static FinishReason reason(String stopReason) {
    return switch (stopReason) {
      case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
      case "tool_use" -> FinishReason.TOOL_CALLS;
      case "refusal" -> FinishReason.CONTENT_FILTER;
      // end_turn, stop_sequence, pause_turn
      default -> FinishReason.STOP;
    };
  }
}
