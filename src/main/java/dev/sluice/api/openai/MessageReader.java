package dev.sluice.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.Message;
import dev.sluice.model.Message.Content;
import dev.sluice.model.Message.Role;
import java.util.List;
import java.util.Optional;

/** Reads the messages of a chat completion body. */
final class MessageReader {
  private static final int MOST_MESSAGES = 2048;
  private static final int MOST_PARTS = 1024;
  private static final int MOST_CALLS = 256;

  private MessageReader() {}

  static List<Message> read(Fields body) {
    List<Message> messages =
        body.array("messages", MOST_MESSAGES).stream()
            .map(element -> message(element.fields()))
            .toList();
    if (messages.isEmpty()) {
      throw body.wrong("messages", "must have at least one message.");
    }
    return messages;
  }

  private static Message message(Fields fields) {
    Role role = role(fields);
    List<Content> content = content(fields);
    List<Message.Call> calls =
        fields.array("tool_calls", MOST_CALLS).stream().map(MessageReader::call).toList();
    Optional<String> answered = fields.text("tool_call_id");
    if (role == Role.TOOL && answered.isEmpty()) {
      throw fields.wrong("tool_call_id", "is required in a tool message.");
    }
    if (content.isEmpty() && calls.isEmpty() && fields.any("refusal").isEmpty()) {
      throw fields.wrong("content", "is required.");
    }
    return new Message(role, content, calls, answered, fields.text("name"));
  }

  private static Role role(Fields fields) {
    return switch (fields.requiredText("role")) {
      case "system" -> Role.SYSTEM;
      case "developer" -> Role.DEVELOPER;
      case "user" -> Role.USER;
      case "assistant" -> Role.ASSISTANT;
      case "tool" -> Role.TOOL;
      default ->
          throw fields.wrong(
              "role", "must be 'system', 'developer', 'user', 'assistant' or 'tool'.");
    };
  }

  private static List<Content> content(Fields fields) {
    Optional<JsonNode> content = fields.any("content");
    if (content.filter(JsonNode::isTextual).isPresent()) {
      return List.of(new Message.Text(content.get().textValue()));
    }
    if (content.isPresent() && !content.get().isArray()) {
      throw fields.wrong("content", "must be a string or an array.");
    }
    return fields.array("content", MOST_PARTS).stream()
        .map(element -> part(element.fields()))
        .toList();
  }

  private static Content part(Fields part) {
    return switch (part.requiredText("type")) {
      case "text" -> new Message.Text(whole(part, "text"));
      case "refusal" -> new Message.Text(whole(part, "refusal"));
      case "image_url" ->
          new Message.Image(
              part.object("image_url")
                  .orElseThrow(() -> part.wrong("image_url", "is required."))
                  .requiredText("url"));
      default -> throw part.wrong("type", "must be 'text' or 'image_url'.");
    };
  }

  private static String whole(Fields part, String name) {
    return part.text(name).orElseThrow(() -> part.wrong(name, "is required."));
  }

  private static Message.Call call(Fields.Element element) {
    Fields call = element.fields();
    Fields function =
        call.object("function").orElseThrow(() -> call.wrong("function", "is required."));
    return new Message.Call(
        call.requiredText("id"),
        function.requiredText("name"),
        function.text("arguments").orElse("{}"));
  }
}
