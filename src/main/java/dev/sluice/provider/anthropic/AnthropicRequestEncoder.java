package dev.sluice.provider.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.ChatRequest;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.Tool;
import dev.sluice.model.ToolChoice;
import dev.sluice.provider.WireJson;
import java.util.OptionalInt;

/**
 * Writes a request for the Messages API. Parameters that it lacks are left out: {@code seed}, and
 * {@code json_object}, which callers must ask for in words anyway.
 */
final class AnthropicRequestEncoder {
  private static final int DEFAULT_MAX_TOKENS = 4096;

  private final ChatRequest request;
  private final ObjectNode body = WireJson.object();
  private final int maxTokens;
  private final OptionalInt thinkingBudget;

  AnthropicRequestEncoder(ChatRequest request, String upstreamModel) {
    this.request = request;
    this.maxTokens = request.maxOutputTokens().orElse(DEFAULT_MAX_TOKENS);
    this.thinkingBudget = ThinkingBudget.of(request, maxTokens);
    body.put("model", upstreamModel).put("stream", true).put("max_tokens", maxTokens);
  }

  ObjectNode encode() {
    if (request.choices() > 1) {
      throw new ProviderFailure(
          ProviderFailure.Kind.BAD_REQUEST, "This model gives one answer only: n must be 1.");
    }
    messages();
    sampling();
    tools();
    thinkingBudget.ifPresent(
        tokens -> body.putObject("thinking").put("type", "enabled").put("budget_tokens", tokens));
    request.responseFormat().ifPresent(this::responseFormat);
    return body;
  }

  private void messages() {
    String system = AnthropicMessages.system(request.messages());
    if (!system.isEmpty()) {
      body.put("system", system);
    }
    body.set("messages", AnthropicMessages.conversation(request.messages()));
  }

  /** Thinking forbids a temperature, and recent models a {@code top_p} beside one. */
  private void sampling() {
    if (thinkingBudget.isEmpty()) {
      request.temperature().ifPresent(t -> body.put("temperature", Math.max(0, Math.min(1, t))));
      if (request.temperature().isEmpty()) {
        request.topP().ifPresent(topP -> body.put("top_p", topP));
      }
    }
    if (!request.stop().isEmpty()) {
      request.stop().forEach(body.putArray("stop_sequences")::add);
    }
  }

  private void tools() {
    if (request.tools().isEmpty()) {
      return;
    }
    ArrayNode tools = body.putArray("tools");
    request.tools().forEach(tool -> tools.add(tool(tool)));
    ObjectNode choice = choice(request.toolChoice());
    if (request.body().path("parallel_tool_calls").isBoolean()
        && !(request.toolChoice() instanceof ToolChoice.None)) {
      boolean parallel = request.body().path("parallel_tool_calls").booleanValue();
      choice.put("disable_parallel_tool_use", !parallel);
    }
    body.set("tool_choice", choice);
  }

  private static ObjectNode tool(Tool tool) {
    ObjectNode json = WireJson.object().put("name", tool.name());
    if (!tool.description().isEmpty()) {
      json.put("description", tool.description());
    }
    ObjectNode schema = tool.parameters().deepCopy();
    if (!schema.has("type")) {
      schema.put("type", "object");
    }
    return json.set("input_schema", schema);
  }

  private static ObjectNode choice(ToolChoice choice) {
    ObjectNode json = WireJson.object();
    if (choice instanceof ToolChoice.Named named) {
      return json.put("type", "tool").put("name", named.function());
    }
    if (choice instanceof ToolChoice.Required) {
      return json.put("type", "any");
    }
    return json.put("type", choice instanceof ToolChoice.None ? "none" : "auto");
  }

  private void responseFormat(ObjectNode format) {
    if (format.path("json_schema").path("schema") instanceof ObjectNode schema) {
      body.putObject("output_config")
          .putObject("format")
          .put("type", "json_schema")
          .set("schema", schema);
    }
  }
}
