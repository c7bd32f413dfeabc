package dev.sluice.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.StreamPart;
import dev.sluice.provider.WireJson;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The tool calls of one stream, counted in the order they begin. */
final class AnthropicTools {
  /** Blocks come one after the other; a stream with so many open at once is not this protocol. */
  private static final int MAX_OPEN = 128;

  private final Map<Integer, AnthropicToolUse> openByBlock = new TreeMap<>();
  private int calls;

  /**
   * @param messageId makes the id of a call that came without one
   */
  void start(int block, JsonNode toolUse, String messageId, Consumer<StreamPart> out) {
    String name = WireJson.text(toolUse, "name");
    if (name.isEmpty()) {
      return;
    }
    if (openByBlock.size() >= MAX_OPEN) {
      throw new ProviderFailure(
          ProviderFailure.Kind.GARBLED, "The provider opened too many tool calls at once.");
    }
    JsonNode input = toolUse.path("input");
    String initialInput = input.isObject() ? input.toString() : "{}";
    openByBlock.put(block, new AnthropicToolUse(calls, initialInput));
    String given = WireJson.text(toolUse, "id");
    String id = given.isEmpty() ? "call_" + calls + "_" + messageId : given;
    out.accept(new StreamPart.ToolCall(0, calls++, id, name, ""));
  }

  void fragment(int block, String json, Consumer<StreamPart> out) {
    AnthropicToolUse tool = openByBlock.get(block);
    if (tool != null) {
      tool.fragment(json, out);
    }
  }

  void stop(int block, Consumer<StreamPart> out) {
    AnthropicToolUse tool = openByBlock.remove(block);
    if (tool != null) {
      tool.stop(out);
    }
  }

  void stopAll(Consumer<StreamPart> out) {
    openByBlock.values().forEach(tool -> tool.stop(out));
    openByBlock.clear();
  }

  boolean called() {
    return calls > 0;
  }
}
