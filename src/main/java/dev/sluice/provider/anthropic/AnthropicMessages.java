package dev.sluice.provider.anthropic;

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
import java.util.List;
import java.util.stream.Collectors;

/** Writes a conversation as turns of user and assistant, with tool results among the user's. */
final class AnthropicMessages {
  private AnthropicMessages() {}

  /** What system and developer messages say, wherever they stand. */
  static String system(List<Message> messages) {
    return messages.stream()
        .filter(AnthropicMessages::instructs)
        .map(Message::text)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n\n"));
  }

  static ArrayNode conversation(List<Message> messages) {
    Turns turns = new Turns("content");
    for (Message message : messages) {
      if (!instructs(message)) {
        turns.add(message.role() == Role.ASSISTANT ? "assistant" : "user", blocks(message));
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

  private static ArrayNode blocks(Message message) {
    ArrayNode content = content(message);
    if (message.role() == Role.TOOL) {
      return JsonNodeFactory.instance.arrayNode().add(toolResult(message, content));
    }
    message.toolCalls().forEach(call -> content.add(toolUse(call)));
    return content;
  }

  private static ArrayNode content(Message message) {
    ArrayNode blocks = JsonNodeFactory.instance.arrayNode();
    for (Content part : message.content()) {
      if (part instanceof Message.Image image) {
        blocks.addObject().put("type", "image").set("source", source(image));
      } else if (part instanceof Message.Text text && !text.text().isEmpty()) {
        // An empty text block would be refused.
        blocks.addObject().put("type", "text").put("text", text.text());
      }
    }
    return blocks;
  }

  private static ObjectNode source(Message.Image image) {
    return DataUrl.of(image.url())
        .map(
            data ->
                WireJson.object()
                    .put("type", "base64")
                    .put("media_type", data.mediaType())
                    .put("data", data.base64()))
        .orElseGet(() -> WireJson.object().put("type", "url").put("url", image.url()));
  }

  private static ObjectNode toolUse(Message.Call call) {
    ObjectNode use = WireJson.object().put("type", "tool_use").put("id", id(call.id()));
    return use.put("name", call.name()).set("input", WireJson.arguments(call.arguments()));
  }

  private static ObjectNode toolResult(Message message, ArrayNode content) {
    String callId =
        message.toolCallId().orElseThrow(() -> badRequest("A tool message needs a tool_call_id."));
    ObjectNode result = WireJson.object().put("type", "tool_result");
    return result.put("tool_use_id", id(callId)).set("content", content);
  }

  /** Ids that another provider made may hold characters that this API refuses. */
  private static String id(String callId) {
    return callId.replaceAll("[^a-zA-Z0-9_-]", "_");
  }

  private static ProviderFailure badRequest(String sentence) {
    return new ProviderFailure(ProviderFailure.Kind.BAD_REQUEST, sentence);
  }
}
