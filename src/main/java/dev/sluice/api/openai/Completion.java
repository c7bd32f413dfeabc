package dev.sluice.api.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.journey.Answer;
import dev.sluice.model.Field;
import dev.sluice.model.FinishReason;
import dev.sluice.model.Outcome;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Usage;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** Gathers the parts of an answer into one chat completion, for callers that do not stream. */
final class Completion {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Answer answer;
  private final Map<Integer, Choice> choices = new TreeMap<>();
  private StreamPart.Ended ended;

  /**
   * @param asked how many choices; each is answered for, even one the provider never began
   */
  Completion(Answer answer, int asked) {
    this.answer = answer;
    for (int index = 0; index < asked; index++) {
      choices.put(index, new Choice());
    }
  }

  Completion add(StreamPart part) {
    if (part instanceof StreamPart.Delta delta) {
      choice(delta.choice()).text(delta.field()).append(delta.text());
    } else if (part instanceof StreamPart.ToolCall call) {
      choice(call.choice()).calls.computeIfAbsent(call.index(), index -> new Call()).add(call);
    } else if (part instanceof StreamPart.Finished finish) {
      choice(finish.choice()).reason = finish.reason();
    } else if (part instanceof StreamPart.Ended end) {
      ended = end;
    }
    return this;
  }

  private Choice choice(int index) {
    return choices.computeIfAbsent(index, ignored -> new Choice());
  }

  Outcome outcome() {
    return ended.outcome();
  }

  /** The completion; call it only where the outcome is {@code Completed} or {@code Cut}. */
  String json() {
    ObjectNode root = JSON.objectNode();
    root.put("id", answer.id()).put("object", "chat.completion");
    root.put("created", answer.createdEpochSecond()).put("model", answer.model());
    ArrayNode list = root.putArray("choices");
    if (ended.outcome() instanceof Outcome.Cut cut) {
      choices.forEach((index, choice) -> choice.cut(cut.cut().retractFrom(index)));
      root.set("sluice", CutJson.of(cut.cut(), cut.cut().choice(), answer.id()));
    }
    choices.forEach((index, choice) -> list.add(choice.json(index)));
    Usage usage = ended.usage();
    root.putRawValue(
        "usage", new com.fasterxml.jackson.databind.util.RawValue(UsageJson.of(usage)));
    return root.toString();
  }

  private static final class Choice {
    private final Map<Field, StringBuilder> texts = new EnumMap<>(Field.class);
    private final Map<Integer, Call> calls = new TreeMap<>();
    private FinishReason reason;

    StringBuilder text(Field field) {
      return texts.computeIfAbsent(field, ignored -> new StringBuilder());
    }

    /**
     * An open choice is ended by the cut: what must be retracted is not even sent, and neither is
     * what belongs to no content and so cannot be retracted, nor a call that is not whole.
     */
    void cut(OptionalInt retractFrom) {
      if (reason == null) {
        reason = FinishReason.CONTENT_FILTER;
        calls.clear();
        retractFrom.ifPresent(this::retract);
      }
    }

    private void retract(int from) {
      texts.keySet().retainAll(Set.of(Field.CONTENT));
      texts.values().forEach(text -> shorten(text, from));
    }

    private static void shorten(StringBuilder text, int codePoints) {
      if (text.codePointCount(0, text.length()) > codePoints) {
        text.setLength(text.offsetByCodePoints(0, codePoints));
      }
    }

    ObjectNode json(int index) {
      ObjectNode node = JSON.objectNode().put("index", index);
      ObjectNode message = node.putObject("message").put("role", "assistant");
      for (Field field : Field.values()) {
        if (texts.containsKey(field)) {
          message.put(field.wireName(), texts.get(field).toString());
        } else if (field != Field.REASONING) {
          message.putNull(field.wireName());
        }
      }
      if (!calls.isEmpty()) {
        ArrayNode list = message.putArray("tool_calls");
        calls.values().forEach(call -> list.add(call.json()));
      }
      node.putNull("logprobs");
      return node.put("finish_reason", (reason == null ? FinishReason.STOP : reason).wireName());
    }
  }

  private static final class Call {
    private String id = "";
    private String name = "";
    private final StringBuilder arguments = new StringBuilder();

    void add(StreamPart.ToolCall fragment) {
      id = fragment.id().isEmpty() ? id : fragment.id();
      name = name + fragment.name();
      arguments.append(fragment.arguments());
    }

    ObjectNode json() {
      ObjectNode node = JSON.objectNode().put("id", id).put("type", "function");
      node.putObject("function").put("name", name).put("arguments", arguments.toString());
      return node;
    }
  }
}
