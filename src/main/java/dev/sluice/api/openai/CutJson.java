package dev.sluice.api.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.Cut;
import java.util.OptionalInt;

/** A cut as callers see it: the {@code sluice} object of a terminal chunk. */
public final class CutJson {
  private CutJson() {}

  /** As the terminal chunk of that choice tells it. */
  static ObjectNode of(Cut cut, int choice, String traceId) {
    ObjectNode sluice = JsonNodeFactory.instance.objectNode();
    sluice.set("cut", of(cut, cut.retractFrom(choice)));
    return sluice.put("trace_id", traceId);
  }

  /** The cut itself, with what the choice that caused it must hide. */
  public static ObjectNode of(Cut cut) {
    return of(cut, cut.retractFrom());
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
