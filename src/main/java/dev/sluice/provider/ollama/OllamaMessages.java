package dev.sluice.provider.ollama;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.Message;
import dev.sluice.model.Message.Content;
import dev.sluice.model.Message.Role;
import dev.sluice.model.ProviderFailure;
import dev.sluice.provider.DataUrl;
import dev.sluice.provider.ErrorBody;
import dev.sluice.provider.WireJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a conversation message by message; Ollama demands no order of them. For one request. */
final class OllamaMessages {
  private final Map<String, String> functionByCallId = new HashMap<>();

  ArrayNode write(List<Message> messages) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    messages.forEach(message -> json.add(message(message)));
    return json;
  }

  private ObjectNode message(Message message) {
    ObjectNode json = WireJson.object().put("role", role(message.role()));
    json.put("content", message.text());
    images(message, json);
    if (!message.toolCalls().isEmpty()) {
      ArrayNode calls = json.putArray("tool_calls");
      message.toolCalls().forEach(call -> toolCall(call, calls.addObject()));
    }
    if (message.role() == Role.TOOL) {
      message.toolCallId().map(functionByCallId::get).ifPresent(f -> json.put("tool_name", f));
    }
    return json;
  }

  private static String role(Role role) {
    return switch (role) {
      case SYSTEM, DEVELOPER -> "system";
      case USER -> "user";
      case ASSISTANT -> "assistant";
      case TOOL -> "tool";
    };
  }

  private static void images(Message message, ObjectNode json) {
    for (Content part : message.content()) {
      if (part instanceof Message.Image image) {
        json.withArray("images").add(base64(image));
      }
    }
  }

  private static String base64(Message.Image image) {
    return DataUrl.of(image.url())
        .map(DataUrl::base64)
        .orElseThrow(
            () ->
                new ProviderFailure(
                    ProviderFailure.Kind.BAD_REQUEST,
                    ErrorBody.bounded(
                        "This model takes images as data: URLs only, not " + image.url())));
  }

  private void toolCall(Message.Call call, ObjectNode json) {
    functionByCallId.put(call.id(), call.name());
    json.putObject("function")
        .put("name", call.name())
        .set("arguments", WireJson.arguments(call.arguments()));
  }
}
