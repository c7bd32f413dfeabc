package dev.sluice.api.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.Cut;
import java.util.OptionalInt;
import java.util.TreeMap;

/** A cut as callers see it: the {@code sluice} object of a terminal chunk. */
public final class CutJson {
  private CutJson() {}

  /** As the terminal chunk of that choice tells it. */
  static ObjectNode of(Cut cut, int choice, String traceId) {
    ObjectNode sluice = JsonNodeFactory.instance.objectNode();
    sluice.set("cut", of(cut, cut.retractFrom(choice)));
    return sluice.put("trace_id", traceId);
  }

  /**
   * The cut itself, with what the choice that caused it must hide. Where others than the first
   * choice are concerned, {@code choice} names the one that caused it, and {@code retractions} what
   * each must hide.
   */
  public static ObjectNode of(Cut cut) {
    ObjectNode node = of(cut, cut.retractFrom());
    if (cut.choice() > 0 || cut.retractions().keySet().stream().anyMatch(choice -> choice > 0)) {
      ArrayNode retractions = node.put("choice", cut.choice()).putArray("retractions");
      new TreeMap<>(cut.retractions())
          .forEach(
              (choice, from) ->
                  retractions.addObject().put("choice", choice).put("retract_from", from));
    }
    return node;
  }

  /** {@code retract_from} is null where nothing must be hidden. */
  private static ObjectNode of(Cut cut, OptionalInt retractFrom) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("category", cut.category()).put("stage", cut.stage());
    if (retractFrom.isPresent()) {
      node.put("retract_from", retractFrom.getAsInt());
    } else {
      node.putNull("retract_from");
    }
    return node.put("notice", cut.notice());
  }
}
