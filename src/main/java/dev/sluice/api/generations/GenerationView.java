package dev.sluice.api.generations;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.sluice.api.openai.CutJson;
import dev.sluice.api.openai.UsageJson;
import dev.sluice.journey.AnswerText;
import dev.sluice.journey.replay.Entry;
import dev.sluice.journey.replay.LoggedEvent;
import dev.sluice.model.Cut;
import dev.sluice.model.Usage;
import dev.sluice.storage.SavedText;
import dev.sluice.trace.Trace;
import java.util.Optional;
import java.util.Set;

/** A generation as it stands: the first choice's cleared text, and how it ended if it has. */
final class GenerationView {
  private static final Set<String> RUNNING = Set.of("queued", "streaming");

  private final String id;
  private final AnswerText answer = new AnswerText();
  private String model = "";

  GenerationView(String id) {
    this.id = id;
  }

  GenerationView add(LoggedEvent event) {
    if (event.entry() instanceof Entry.Opened opened) {
      model = opened.model();
    } else if (event.entry() instanceof Entry.Queued queued) {
      answer.stand(queued.position());
    } else if (event.entry() instanceof Entry.Part part) {
      answer.add(part.part());
    } else if (event.entry() instanceof Entry.Ended ended) {
      answer.end(ended);
    }
    return this;
  }

  /** What the one who started it is told. */
  String receipt(String eventsUrl) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", id)
        .put("status", answer.status())
        .put("events_url", eventsUrl)
        .toString();
  }

  /**
   * @param eventsUrl where to read on, told only while there is more to come
   */
  String json(String eventsUrl) {
    ObjectNode node =
        node(
            id,
            model,
            answer.status(),
            answer.content(),
            answer.finishReason(),
            answer.usage(),
            answer.cut());
    if (RUNNING.contains(answer.status())) {
      node.put("events_url", eventsUrl);
    }
    return node.toString();
  }

  private static ObjectNode node(
      String id,
      String model,
      String status,
      String text,
      Optional<String> finishReason,
      Optional<Usage> usage,
      Optional<Cut> cut) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", id).put("status", status).put("model", model).put("text", text);
    node.put("finish_reason", finishReason.orElse(null));
    node.putRawValue("usage", new RawValue(usage.map(UsageJson::of).orElse("null")));
    node.putNull("label").set("cut", cut.map(CutJson::of).orElse(null));
    return node;
  }

  /** A generation as it was saved. */
  static ObjectNode of(SavedText saved) {
    return node(
        saved.generation(),
        saved.alias(),
        saved.status(),
        saved.text(),
        saved.finishReason(),
        saved.usage(),
        saved.cut());
  }

  /** What is left to tell once the log and the saved text are gone: everything but the text. */
  static String json(Trace trace) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", trace.id()).put("status", status(trace)).put("model", trace.alias());
    node.putNull("text").put("finish_reason", trace.finishReason().orElse(null));
    node.putNull("usage").putNull("label");
    return node.putNull("cut").toString();
  }

  private static String status(Trace trace) {
    return switch (trace.outcome().orElse("")) {
      case "" -> "streaming";
      case "Completed" -> "completed";
      case "Cut" -> "cut";
      case "Cancelled", "Abandoned", "Disconnected" -> "cancelled";
      default -> "failed";
    };
  }
}
