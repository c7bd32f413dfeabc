package dev.sluice.provider.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.Field;
import dev.sluice.model.FinishReason;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.ProviderFailure.Kind;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Usage;
import dev.sluice.provider.PartDecoder;
import dev.sluice.provider.WireEvent;
import dev.sluice.provider.WireJson;
import java.util.function.Consumer;

/** Decodes one stream of Ollama's chat API, which has one choice and ends with {@code done}. */
final class OllamaDecoder implements PartDecoder {
  private int calls;
  private boolean said;
  private boolean done;

  @Override
  public void decode(WireEvent event, Consumer<StreamPart> out) {
    if (done) {
      return;
    }
    JsonNode line = WireJson.read(event);
    if (line.hasNonNull("error")) {
      throw OllamaErrors.inStream(line);
    }
    JsonNode message = line.path("message");
    text(Field.REASONING, WireJson.text(message, "thinking"), out);
    text(Field.CONTENT, WireJson.text(message, "content"), out);
    for (JsonNode call : message.path("tool_calls")) {
      toolCall(call, WireJson.text(line, "created_at"), out);
    }
    if (line.path("done").asBoolean()) {
      finish(line, out);
    }
  }

  @Override
  public boolean done() {
    return done;
  }

  @Override
  public void end(Consumer<StreamPart> out) {
    if (!done) {
      throw new ProviderFailure(
          Kind.INTERRUPTED, "The provider ended the stream before the answer was whole.");
    }
  }

  private void text(Field field, String text, Consumer<StreamPart> out) {
    if (!text.isEmpty()) {
      said = true;
      out.accept(new StreamPart.Delta(0, field, text));
    }
  }

  private void toolCall(JsonNode call, String createdAt, Consumer<StreamPart> out) {
    JsonNode function = call.path("function");
    String name = WireJson.text(function, "name");
    if (name.isEmpty()) {
      return;
    }
    said = true;
    String given = WireJson.text(call, "id");
    // The time tells apart the calls of one conversation's answers, and replays the same.
    String id =
        given.isEmpty() ? "call_" + calls + "_" + createdAt.replaceAll("[^0-9]", "") : given;
    JsonNode arguments = function.path("arguments");
    String json = arguments.isObject() ? arguments.toString() : "{}";
    out.accept(new StreamPart.ToolCall(0, calls++, id, name, json));
  }

  private void finish(JsonNode line, Consumer<StreamPart> out) {
    String reason = WireJson.text(line, "done_reason");
    if (!said && (reason.equals("load") || reason.equals("unload"))) {
      throw new ProviderFailure(
          Kind.BROKEN, "The provider loaded or unloaded the model without an answer.");
    }
    FinishReason stopped = calls > 0 ? FinishReason.TOOL_CALLS : FinishReason.STOP;
    out.accept(new StreamPart.Finished(0, reason.equals("length") ? FinishReason.LENGTH : stopped));
    usage(line, out);
    done = true;
  }

  /** A prompt from the cache may go uncounted; then nothing is reported, and we estimate. */
  private static void usage(JsonNode line, Consumer<StreamPart> out) {
    int input = WireJson.count(line, "prompt_eval_count");
    if (input > 0) {
      int output = WireJson.count(line, "eval_count");
      out.accept(new StreamPart.UsageReported(new Usage.Exact(input, output, 0, 0)));
    }
  }
}
