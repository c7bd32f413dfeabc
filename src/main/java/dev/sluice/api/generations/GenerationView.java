package dev.sluice.api.generations;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.sluice.api.openai.CutJson;
import dev.sluice.api.openai.UsageJson;
import dev.sluice.journey.replay.End;
import dev.sluice.journey.replay.Entry;
import dev.sluice.journey.replay.LoggedEvent;
import dev.sluice.model.Cut;
import dev.sluice.model.Field;
import dev.sluice.model.FinishReason;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Usage;
import dev.sluice.trace.Trace;
import java.util.Optional;
import java.util.Set;

/** A generation as it stands: the first choice's cleared text, and how it ended if it has. */
final class GenerationView {
  private static final Set<String> RUNNING = Set.of("queued", "streaming");

  private final String id;
  private final StringBuilder text = new StringBuilder();
  private String model = "";
  private String status = "queued";
  private Optional<String> finishReason = Optional.empty();
  private Optional<Usage> usage = Optional.empty();
  private Optional<Cut> cut = Optional.empty();

  GenerationView(String id) {
    this.id = id;
  }

  GenerationView add(LoggedEvent event) {
    if (event.entry() instanceof Entry.Opened opened) {
      model = opened.model();
    } else if (event.entry() instanceof Entry.Queued queued) {
      status = queued.position().place() > 0 ? "queued" : "streaming";
    } else if (event.entry() instanceof Entry.Part part) {
      status = "streaming";
      add(part.part());
    } else if (event.entry() instanceof Entry.Ended ended) {
      usage = ended.usage();
      end(ended.end());
    }
    return this;
  }

  private void add(StreamPart part) {
    if (part instanceof StreamPart.Delta delta
        && delta.choice() == 0
        && delta.field() == Field.CONTENT) {
      text.append(delta.text());
    }
  }

  private void end(End end) {
    if (end instanceof End.Completed completed) {
      status = "completed";
      finishReason = Optional.of(completed.finishReason().wireName());
    } else if (end instanceof End.CutOff cutOff) {
      status = "cut";
      cut = Optional.of(cutOff.cut());
      finishReason = Optional.of(FinishReason.CONTENT_FILTER.wireName());
      cutOff.cut().retractFrom().ifPresent(this::retract);
    } else {
      status = end instanceof End.Cancelled ? "cancelled" : "failed";
    }
  }

  private void retract(int codePoints) {
    if (text.codePointCount(0, text.length()) > codePoints) {
      text.setLength(text.offsetByCodePoints(0, codePoints));
    }
  }

  /** What the one who started it is told. */
  String receipt(String eventsUrl) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", id)
        .put("status", status)
        .put("events_url", eventsUrl)
        .toString();
  }

  /**
   * @param eventsUrl where to read on, told only while there is more to come
   */
  String json(String eventsUrl) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", id).put("status", status).put("model", model).put("text", text.toString());
    node.put("finish_reason", finishReason.orElse(null));
    node.putRawValue("usage", new RawValue(usage.map(UsageJson::of).orElse("null")));
    node.putNull("label").set("cut", cut.map(CutJson::of).orElse(null));
    if (RUNNING.contains(status)) {
      node.put("events_url", eventsUrl);
    }
    return node.toString();
  }

  /** What is left to tell once the log has expired: everything but the text. */
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
