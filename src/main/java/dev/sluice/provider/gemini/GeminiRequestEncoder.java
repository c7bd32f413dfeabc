package dev.sluice.provider.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.ChatRequest;
import dev.sluice.model.Tool;
import dev.sluice.model.ToolChoice;
import dev.sluice.provider.WireJson;

/** Writes a request for {@code streamGenerateContent}. */
final class GeminiRequestEncoder {
  private final ChatRequest request;
  private final GeminiContents contents;
  private final ObjectNode body = WireJson.object();

  GeminiRequestEncoder(ChatRequest request, String upstreamModel) {
    this.request = request;
    this.contents = new GeminiContents(upstreamModel);
  }

  ObjectNode encode() {
    ArrayNode instruction = GeminiContents.instruction(request.messages());
    if (!instruction.isEmpty()) {
      body.putObject("systemInstruction").set("parts", instruction);
    }
    body.set("contents", contents.conversation(request.messages()));
    tools();
    ObjectNode settings = GeminiSettings.of(request);
    if (!settings.isEmpty()) {
      body.set("generationConfig", settings);
    }
    return body;
  }

  private void tools() {
    if (request.tools().isEmpty()) {
      return;
    }
    ArrayNode declarations = body.putArray("tools").addObject().putArray("functionDeclarations");
    request.tools().forEach(tool -> declarations.add(declaration(tool)));
    if (!(request.toolChoice() instanceof ToolChoice.Auto)) {
      body.putObject("toolConfig").set("functionCallingConfig", calling(request.toolChoice()));
    }
  }

  private static ObjectNode declaration(Tool tool) {
    ObjectNode json = WireJson.object().put("name", tool.name());
    if (!tool.description().isEmpty()) {
      json.put("description", tool.description());
    }
    if (!tool.parameters().isEmpty()) {
      // The older "parameters" takes a part of JSON Schema only.
      json.set("parametersJsonSchema", tool.parameters());
    }
    return json;
  }

  private static ObjectNode calling(ToolChoice choice) {
    ObjectNode json = WireJson.object();
    json.put("mode", choice instanceof ToolChoice.None ? "NONE" : "ANY");
    if (choice instanceof ToolChoice.Named named) {
      json.putArray("allowedFunctionNames").add(named.function());
    }
    return json;
  }
}
