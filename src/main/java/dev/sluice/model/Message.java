package dev.sluice.model;

import java.util.List;
import java.util.Optional;

/**
 * One message of a conversation.
 *
 * @param toolCalls the calls an assistant message made
 * @param toolCallId the call that a tool message answers
 * @param name the participant's name, where the caller gave one
 */
public record Message(
    Role role,
    List<Content> content,
    List<Call> toolCalls,
    Optional<String> toolCallId,
    Optional<String> name) {

  public Message {
    content = List.copyOf(content);
    toolCalls = List.copyOf(toolCalls);
  }

  /** A message of plain text. */
  public static Message of(Role role, String text) {
    return new Message(
        role, List.of(new Text(text)), List.of(), Optional.empty(), Optional.empty());
  }

  /** All its text, in order. */
  public String text() {
    StringBuilder all = new StringBuilder();
    for (Content part : content) {
      if (part instanceof Text text) {
        all.append(text.text());
      }
    }
    return all.toString();
  }

  /** Who speaks. {@code DEVELOPER} is OpenAI's newer word for system. */
  public enum Role {
    SYSTEM,
    DEVELOPER,
    USER,
    ASSISTANT,
    TOOL
  }

  /** A piece of a message's content. */
  public sealed interface Content {}

  public record Text(String text) implements Content {}

  /** An image by address: https or a {@code data:} URL. */
  public record Image(String url) implements Content {}

  /**
   * A finished tool call.
   *
   * @param arguments JSON text as the model wrote it; not checked
   */
  public record Call(String id, String name, String arguments) {}
}
