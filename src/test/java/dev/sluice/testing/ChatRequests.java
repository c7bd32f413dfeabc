package dev.sluice.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.ChatRequest;
import dev.sluice.model.Message;
import dev.sluice.model.ToolChoice;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Chat requests for tests. */
public final class ChatRequests {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ChatRequests() {}

  /** One user message, nothing else. */
  public static ChatRequest saying(String text) {
    ObjectNode body = JSON.createObjectNode().put("model", "alias").put("stream", false);
    body.putArray("messages").addObject().put("role", "user").put("content", text);
    return of(body, text, 1, OptionalInt.empty());
  }

  /** A request of this body, whose message and bounds are as given. */
  public static ChatRequest of(
      ObjectNode body, String text, int choices, OptionalInt maxOutputTokens) {
    return new ChatRequest(
        "alias",
        List.of(Message.of(Message.Role.USER, text)),
        choices,
        maxOutputTokens,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        List.of(),
        List.of(),
        ToolChoice.AUTO,
        Optional.empty(),
        Optional.empty(),
        body);
  }

  /** A JSON object from text with single quotes. */
  public static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
