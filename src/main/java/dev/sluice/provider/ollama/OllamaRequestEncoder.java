package dev.sluice.provider.ollama;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.ChatRequest;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.Tool;
import dev.sluice.model.ToolChoice;
import dev.sluice.provider.WireJson;

/**
 * Writes a request for {@code /api/chat}. The API has no tool choice: without one the tools are
 * left out, with a named one the others are, and a required call cannot be enforced.
 */
final class OllamaRequestEncoder {
  private final ChatRequest request;
  private final ObjectNode body = WireJson.object();

  OllamaRequestEncoder(ChatRequest request, String upstreamModel) {
    this.request = request;
    body.put("model", upstreamModel).put("stream", true);
  }

  ObjectNode encode() {
    if (request.choices() > 1) {
      throw new ProviderFailure(
          ProviderFailure.Kind.BAD_REQUEST, "This model gives one answer only: n must be 1.");
    }
    body.set("messages", new OllamaMessages().write(request.messages()));
    tools();
    request.responseFormat().ifPresent(this::responseFormat);
    request.reasoningEffort().ifPresent(this::think);
    options();
    return body;
  }

  private void tools() {
    ArrayNode tools = body.arrayNode();
    request.tools().stream().filter(this::offered).forEach(tool -> tools.add(tool(tool)));
    if (!tools.isEmpty()) {
      body.set("tools", tools);
    }
  }

  private boolean offered(Tool tool) {
    if (request.toolChoice() instanceof ToolChoice.Named named) {
      return tool.name().equals(named.function());
    }
    return !(request.toolChoice() instanceof ToolChoice.None);
  }

  private static ObjectNode tool(Tool tool) {
    ObjectNode json = WireJson.object().put("type", "function");
    json.putObject("function")
        .put("name", tool.name())
        .put("description", tool.description())
        .set("parameters", tool.parameters());
    return json;
  }

  private void responseFormat(ObjectNode format) {
    if (format.path("json_schema").path("schema") instanceof ObjectNode schema) {
      body.set("format", schema);
    } else if (WireJson.text(format, "type").startsWith("json_")) {
      body.put("format", "json");
    }
  }

  private void think(String effort) {
    switch (effort) {
      case "none" -> body.put("think", false);
      case "minimal", "low" -> body.put("think", "low");
      case "medium" -> body.put("think", "medium");
      case "high", "xhigh", "max" -> body.put("think", "high");
      default -> {
        // The model's own default is as good a guess as any.
      }
    }
  }

  private void options() {
    ObjectNode options = WireJson.object();
    request.maxOutputTokens().ifPresent(max -> options.put("num_predict", max));
    request.temperature().ifPresent(temperature -> options.put("temperature", temperature));
    request.topP().ifPresent(topP -> options.put("top_p", topP));
    request.seed().ifPresent(seed -> options.put("seed", seed));
    if (!request.stop().isEmpty()) {
      request.stop().forEach(options.putArray("stop")::add);
    }
    if (!options.isEmpty()) {
      body.set("options", options);
    }
  }
}
