package dev.sluice.moderation.vendor.guard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.model.Direction;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Json;
import dev.sluice.moderation.vendor.wire.Ending;

/**
 * What a guard model is shown: plain messages, of which it judges the last. The prompt around them
 * is made by the model's own chat template, on its server.
 */
final class Conversation {
  private static final int MAX_PROMPT = 2_000;

  /** Templates want a user's turn first. */
  private static final String UNKNOWN = "(unknown)";

  private Conversation() {}

  static ArrayNode of(Inquiry inquiry) {
    ArrayNode turns = JsonNodeFactory.instance.arrayNode();
    if (inquiry.direction() == Direction.INPUT) {
      return add(turns, "user", inquiry.text());
    }
    String prompt = inquiry.prompt().isBlank() ? UNKNOWN : inquiry.prompt();
    add(turns, "user", Ending.of(prompt, MAX_PROMPT));
    return add(turns, "assistant", inquiry.text());
  }

  static ArrayNode add(ArrayNode turns, String role, String content) {
    return turns.add(Json.object().put("role", role).put("content", content));
  }
}
