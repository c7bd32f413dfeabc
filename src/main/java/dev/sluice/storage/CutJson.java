package dev.sluice.storage;

import dev.sluice.model.Cut;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/** A cut as it lies in a row. */
final class CutJson {
  private CutJson() {}

  static JsonObject of(Cut cut) {
    JsonArray retractions = new JsonArray();
    cut.retractions()
        .forEach((choice, from) -> retractions.add(new JsonArray().add(choice).add(from)));
    return new JsonObject()
        .put("category", cut.category())
        .put("stage", cut.stage())
        .put("choice", cut.choice())
        .put("retractions", retractions)
        .put("notice", cut.notice());
  }

  static Cut read(JsonObject json) {
    Map<Integer, Integer> retractions = new HashMap<>();
    JsonArray pairs = json.getJsonArray("retractions");
    for (int i = 0; i < pairs.size(); i++) {
      JsonArray pair = pairs.getJsonArray(i);
      retractions.put(pair.getInteger(0), pair.getInteger(1));
    }
    return new Cut(
        json.getString("category"),
        json.getString("stage"),
        json.getInteger("choice"),
        retractions,
        json.getString("notice"));
  }
}
