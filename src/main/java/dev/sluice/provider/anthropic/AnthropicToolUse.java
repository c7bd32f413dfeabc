package dev.sluice.provider.anthropic;

import dev.sluice.model.StreamPart;
import java.util.function.Consumer;

/**
 * A tool call whose arguments are coming in. They normally come as fragments of JSON text; without
 * any, the input given at the start holds.
 */
final class AnthropicToolUse {
  private final int index;
  private final String initialInput;
  private boolean streamed;

  AnthropicToolUse(int index, String initialInput) {
    this.index = index;
    this.initialInput = initialInput;
  }

  void fragment(String json, Consumer<StreamPart> out) {
    if (!json.isEmpty()) {
      streamed = true;
      out.accept(new StreamPart.ToolCall(0, index, "", "", json));
    }
  }

  void stop(Consumer<StreamPart> out) {
    if (!streamed) {
      fragment(initialInput, out);
    }
  }
}
