package dev.sluice.provider.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.Field;
import dev.sluice.model.FinishReason;
import dev.sluice.model.StreamPart;
import dev.sluice.provider.WireJson;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What came of one candidate so far. */
final class GeminiChoice {
  private final int index;
  private int calls;
  private boolean answered;
  private Optional<FinishReason> reason = Optional.empty();

  GeminiChoice(int index) {
    this.index = index;
  }

  /**
   * @param newCallId makes an id for a call that came without one
   */
  void part(JsonNode part, Supplier<String> newCallId, Consumer<StreamPart> out) {
    boolean thought = part.path("thought").asBoolean();
    String text = WireJson.text(part, "text");
    if (!text.isEmpty()) {
      answered |= !thought;
      out.accept(new StreamPart.Delta(index, thought ? Field.REASONING : Field.CONTENT, text));
    }
    JsonNode call = part.path("functionCall");
    if (!WireJson.text(call, "name").isEmpty()) {
      answered = true;
      out.accept(call(call, newCallId));
    }
  }

  private StreamPart.ToolCall call(JsonNode call, Supplier<String> newCallId) {
    String given = WireJson.text(call, "id");
    String id = given.isEmpty() ? newCallId.get() : given;
    String arguments = call.path("args").isObject() ? call.path("args").toString() : "{}";
    return new StreamPart.ToolCall(index, calls++, id, WireJson.text(call, "name"), arguments);
  }

  /** Of several reasons the last one holds: some models give {@code STOP} with every event. */
  void finishing(FinishReason reason) {
    this.reason = Optional.of(reason);
  }

  /** Emits the end of the choice, or says that there is none to be seen. */
  boolean finish(Consumer<StreamPart> out) {
    // Some streams end without a word on why.
    FinishReason known = reason.orElse(FinishReason.STOP);
    if (reason.isEmpty() && !answered) {
      return false;
    }
    boolean called = known == FinishReason.STOP && calls > 0;
    out.accept(new StreamPart.Finished(index, called ? FinishReason.TOOL_CALLS : known));
    return true;
  }
}
