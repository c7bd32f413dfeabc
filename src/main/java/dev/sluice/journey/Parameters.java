package dev.sluice.journey;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.ChatRequest;

/** The parameters of a request as they are recorded: numbers and names of ours, no content. */
final class Parameters {
  private Parameters() {}

  static String of(ChatRequest request) {
    ObjectNode recorded = JsonNodeFactory.instance.objectNode();
    recorded.put("messages", request.messages().size());
    recorded.put("n", request.choices());
    request.maxOutputTokens().ifPresent(tokens -> recorded.put("max_output_tokens", tokens));
    request.temperature().ifPresent(value -> recorded.put("temperature", value));
    request.topP().ifPresent(value -> recorded.put("top_p", value));
    request.seed().ifPresent(value -> recorded.put("seed", value));
    recorded.put("tools", request.tools().size());
    recorded.put("stop", request.stop().size());
    return recorded.toString();
  }
}
