package dev.sluice.api.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.Cut;

/** A cut as callers see it: the {@code sluice} object of a terminal chunk. */
public final class CutJson {
  private CutJson() {}

  public static ObjectNode of(Cut cut, String traceId) {
    ObjectNode sluice = JsonNodeFactory.instance.objectNode();
    sluice.set("cut", of(cut));
    return sluice.put("trace_id", traceId);
  }

  /** The cut itself; {@code retract_from} is null where nothing must be hidden. */
  public static ObjectNode of(Cut cut) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("category", cut.category()).put("stage", cut.stage());
    if (cut.retractFrom().isPresent()) {
      node.put("retract_from", cut.retractFrom().getAsInt());
    } else {
      node.putNull("retract_from");
    }
    return node.put("notice", cut.notice());
  }
}
