package dev.sluice.moderation.input;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.ChatRequest;
import dev.sluice.model.Message;
import dev.sluice.model.Message.Role;
import dev.sluice.model.Tool;
import dev.sluice.model.ToolChoice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every text of a request, whatever field it stands in: the caller's JSON goes to providers as it
 * came, so all its strings count, names of fields included. What the request was read into is
 * looked at as well, should it ever say more than the JSON.
 */
final class RequestTexts {
  private static final String MESSAGES = "messages";
  private static final String TOOLS = "tools";

  private final List<InputText> texts = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  private final List<Message> messages;
  private final int firstNew;

  private RequestTexts(List<Message> messages) {
    this.messages = messages;
    this.firstNew = firstNew(messages);
  }

  static List<InputText> of(ChatRequest request) {
    RequestTexts all = new RequestTexts(request.messages());
    request.body().fields().forEachRemaining(field -> all.field(field.getKey(), field.getValue()));
    all.read(request);
    return all.texts;
  }

  /** Behind the last answer; one that the conversation ends with is the caller's invention. */
  private static int firstNew(List<Message> messages) {
    for (int i = messages.size() - 2; i >= 0; i--) {
      if (messages.get(i).role() == Role.ASSISTANT) {
        return i + 1;
      }
    }
    return 0;
  }

  private void field(String name, JsonNode value) {
    if (name.equals("model")) {
      return; // An alias of ours; providers get another word.
    }
    if ((name.equals(MESSAGES) || name.equals(TOOLS)) && value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        add(name, i, JsonPieces.of(value.get(i)));
      }
    } else {
      // A name of the caller's own is content, which is not for the record.
      add(
          ApiWords.has(name) ? name : "parameters",
          Optional.empty(),
          true,
          JsonPieces.of(name, value));
    }
  }

  /** A message or tool. */
  private void add(String name, int index, List<Piece> pieces) {
    String field = name + "[" + index + "]";
    if (name.equals(MESSAGES) && index < messages.size()) {
      Role role = messages.get(index).role();
      add(field, Optional.of(role), index >= firstNew && role != Role.TOOL, pieces);
    } else {
      add(field, Optional.empty(), true, pieces);
    }
  }

  private void add(String field, Optional<Role> role, boolean callersOwn, List<Piece> pieces) {
    if (!pieces.isEmpty()) {
      texts.add(new InputText(field, role, callersOwn, pieces));
      pieces.forEach(piece -> seen.add(piece.text()));
    }
  }

  private void read(ChatRequest request) {
    for (int i = 0; i < messages.size(); i++) {
      add(MESSAGES, i, unseen(pieces(messages.get(i))));
    }
    for (int i = 0; i < request.tools().size(); i++) {
      add(TOOLS, i, unseen(pieces(request.tools().get(i))));
    }
    List<Piece> stops = request.stop().stream().map(RequestTexts::value).toList();
    add("stop", Optional.empty(), true, unseen(stops));
    add("parameters", Optional.empty(), true, unseen(parameters(request)));
  }

  private static List<Piece> parameters(ChatRequest request) {
    List<Piece> pieces = new ArrayList<>();
    request.reasoningEffort().map(RequestTexts::value).ifPresent(pieces::add);
    request.responseFormat().map(JsonPieces::of).ifPresent(pieces::addAll);
    if (request.toolChoice() instanceof ToolChoice.Named named) {
      pieces.add(value(named.function()));
    }
    return pieces;
  }

  private List<Piece> unseen(List<Piece> pieces) {
    return pieces.stream().filter(piece -> !isSeen(piece.text())).toList();
  }

  private boolean isSeen(String text) {
    return text.isEmpty() || seen.contains(text) || ApiWords.has(text);
  }

  private static List<Piece> pieces(Message message) {
    List<Piece> pieces = new ArrayList<>();
    for (Message.Content part : message.content()) {
      if (part instanceof Message.Text text) {
        pieces.add(Piece.of(text.text(), Piece.Kind.SPOKEN));
      } else if (part instanceof Message.Image image && !InlineImage.is(image.url())) {
        pieces.add(value(image.url()));
      }
    }
    message.name().map(RequestTexts::value).ifPresent(pieces::add);
    message.toolCallId().map(RequestTexts::value).ifPresent(pieces::add);
    for (Message.Call call : message.toolCalls()) {
      pieces.addAll(List.of(value(call.id()), value(call.name()), value(call.arguments())));
    }
    pieces.sort((one, other) -> one.kind().compareTo(other.kind()));
    return pieces;
  }

  private static List<Piece> pieces(Tool tool) {
    List<Piece> pieces = new ArrayList<>(List.of(value(tool.name()), value(tool.description())));
    pieces.addAll(JsonPieces.of(tool.parameters()));
    return pieces;
  }

  private static Piece value(String text) {
    return Piece.of(text, Piece.Kind.VALUE);
  }
}
