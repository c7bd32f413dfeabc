package dev.sluice.provider.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.Message;
import dev.sluice.model.Message.Content;
import dev.sluice.model.Message.Role;
import dev.sluice.model.ProviderFailure;
import dev.sluice.provider.DataUrl;
import dev.sluice.provider.Turns;
import dev.sluice.provider.WireJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a conversation as turns of user and model. For one request. */
final class GeminiContents {
  /** Google's word for a call whose signed thoughts we do not have; without it these models err. */
  private static final String UNSIGNED = "skip_thought_signature_validator";

  private final boolean wantsSignatures;
  private final Map<String, String> functionByCallId = new HashMap<>();

  GeminiContents(String upstreamModel) {
    this.wantsSignatures = upstreamModel.startsWith("gemini-3");
  }

  /** What system and developer messages say, wherever they stand, as parts. */
  static ArrayNode instruction(List<Message> messages) {
    ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    messages.stream().filter(GeminiContents::instructs).forEach(m -> parts.addAll(content(m)));
    return parts;
  }

  ArrayNode conversation(List<Message> messages) {
    Turns turns = new Turns("parts");
    for (Message message : messages) {
      if (!instructs(message)) {
        turns.add(message.role() == Role.ASSISTANT ? "model" : "user", parts(message));
      }
    }
    if (turns.json().isEmpty()) {
      throw badRequest("This model needs at least one message that is not a system message.");
    }
    return turns.json();
  }

  private static boolean instructs(Message message) {
    return message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER;
  }

  private ArrayNode parts(Message message) {
    if (message.role() == Role.TOOL) {
      return functionResponse(message);
    }
    ArrayNode parts = content(message);
    message.toolCalls().forEach(call -> functionCall(call, parts.addObject()));
    return parts;
  }

  private static ArrayNode content(Message message) {
    ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    for (Content part : message.content()) {
      if (part instanceof Message.Image image) {
        parts.add(image(image.url()));
      } else if (part instanceof Message.Text text && !text.text().isEmpty()) {
        parts.addObject().put("text", text.text());
      }
    }
    return parts;
  }

  private static ObjectNode image(String url) {
    ObjectNode part = WireJson.object();
    Optional<DataUrl> inline = DataUrl.of(url);
    if (inline.isPresent()) {
      part.putObject("inlineData")
          .put("mimeType", inline.get().mediaType())
          .put("data", inline.get().base64());
    } else {
      part.putObject("fileData").put("fileUri", url);
    }
    return part;
  }

  private void functionCall(Message.Call call, ObjectNode part) {
    functionByCallId.put(call.id(), call.name());
    part.putObject("functionCall")
        .put("name", call.name())
        .set("args", WireJson.arguments(call.arguments()));
    if (wantsSignatures) {
      part.put("thoughtSignature", UNSIGNED);
    }
  }

  /** Results are told apart by the function's name, which the caller gave with the call only. */
  private ArrayNode functionResponse(Message message) {
    String function = message.toolCallId().map(functionByCallId::get).orElse(null);
    if (function == null) {
      throw badRequest("A tool message's tool_call_id must name a tool call before it.");
    }
    ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    parts
        .addObject()
        .putObject("functionResponse")
        .put("name", function)
        .set("response", response(message.text()));
    return parts;
  }

  private static ObjectNode response(String result) {
    JsonNode json = WireJson.read(result);
    return json instanceof ObjectNode object ? object : WireJson.object().put("result", result);
  }

  private static ProviderFailure badRequest(String sentence) {
    return new ProviderFailure(ProviderFailure.Kind.BAD_REQUEST, sentence);
  }
}
