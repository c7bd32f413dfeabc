package dev.sluice.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A chat that a caller asks for, read and validated.
 *
 * @param model the model alias
 * @param choices how many answers, from 1 to {@link #MOST_CHOICES}
 * @param maxOutputTokens the caller's bound on the output, already limited by the alias's
 * @param stop stop sequences, at most 4
 * @param reasoningEffort OpenAI's {@code reasoning_effort}
 * @param responseFormat OpenAI's {@code response_format} object
 * @param body the caller's JSON body; OpenAI-compatible providers get its parameters as they came
 */
public record ChatRequest(
    String model,
    List<Message> messages,
    int choices,
    OptionalInt maxOutputTokens,
    OptionalDouble temperature,
    OptionalDouble topP,
    OptionalLong seed,
    List<String> stop,
    List<Tool> tools,
    ToolChoice toolChoice,
    Optional<String> reasoningEffort,
    Optional<ObjectNode> responseFormat,
    ObjectNode body) {

  /** The most answers that one request may ask for. */
  public static final int MOST_CHOICES = 8;

  public ChatRequest {
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("messages must not be empty");
    }
    if (choices < 1) {
      throw new IllegalArgumentException("choices must be at least 1");
    }
    messages = List.copyOf(messages);
    stop = List.copyOf(stop);
    tools = List.copyOf(tools);
  }

  /** What the caller asked last: the text of the last user message, empty where there is none. */
  public String prompt() {
    for (int i = messages.size() - 1; i >= 0; i--) {
      if (messages.get(i).role() == Message.Role.USER) {
        return messages.get(i).text();
      }
    }
    return "";
  }

  /** The same request with another bound on its output. */
  public ChatRequest withMaxOutputTokens(int tokens) {
    return new ChatRequest(
        model,
        messages,
        choices,
        OptionalInt.of(tokens),
        temperature,
        topP,
        seed,
        stop,
        tools,
        toolChoice,
        reasoningEffort,
        responseFormat,
        body);
  }
}
