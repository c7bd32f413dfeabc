package dev.sluice.moderation.input;

import dev.sluice.model.ChatRequest;
import dev.sluice.model.Message;
import dev.sluice.model.Tool;
import dev.sluice.model.ToolChoice;

/** A request with masks applied, to its JSON and to what was read of it. */
final class MaskedRequest {
  private final Masks masks;

  private MaskedRequest(Masks masks) {
    this.masks = masks;
  }

  /** The very same request where nothing is masked. */
  static ChatRequest of(ChatRequest request, Masks masks) {
    return masks.isEmpty() ? request : new MaskedRequest(masks).masked(request);
  }

  private ChatRequest masked(ChatRequest request) {
    return new ChatRequest(
        request.model(),
        request.messages().stream().map(this::masked).toList(),
        request.choices(),
        request.maxOutputTokens(),
        request.temperature(),
        request.topP(),
        request.seed(),
        request.stop().stream().map(masks::apply).toList(),
        request.tools().stream().map(this::masked).toList(),
        masked(request.toolChoice()),
        request.reasoningEffort().map(masks::apply),
        request.responseFormat().map(masks::apply),
        masks.apply(request.body()));
  }

  private Message masked(Message message) {
    return new Message(
        message.role(),
        message.content().stream().map(this::masked).toList(),
        message.toolCalls().stream().map(this::masked).toList(),
        message.toolCallId().map(masks::apply),
        message.name().map(masks::apply));
  }

  private Message.Content masked(Message.Content part) {
    if (part instanceof Message.Text text) {
      return new Message.Text(masks.apply(text.text()));
    }
    return part instanceof Message.Image image ? new Message.Image(masks.apply(image.url())) : part;
  }

  private Message.Call masked(Message.Call call) {
    return new Message.Call(
        masks.apply(call.id()), masks.apply(call.name()), masks.apply(call.arguments()));
  }

  private ToolChoice masked(ToolChoice choice) {
    return choice instanceof ToolChoice.Named named
        ? new ToolChoice.Named(masks.apply(named.function()))
        : choice;
  }

  private Tool masked(Tool tool) {
    return new Tool(
        masks.apply(tool.name()), masks.apply(tool.description()), masks.apply(tool.parameters()));
  }
}
