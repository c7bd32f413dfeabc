package dev.sluice.process;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;

/** What {@code GET /v1/quota} of one gateway says. */
record Standings(List<JsonObject> limits) {

  static Standings at(GatewayProcess gateway) {
    HttpResponse<String> response = gateway.client().quota();
    if (response.statusCode() != 200) {
      throw new AssertionError("status " + response.statusCode() + ": " + response.body());
    }
    return new Standings(
        new JsonObject(response.body())
            .getJsonArray("limits").stream().map(JsonObject.class::cast).toList());
  }

  /** What is used of a limit of this model alias. */
  long used(String model, String measure) {
    return limits.stream()
        .filter(limit -> model.equals(limit.getString("model")))
        .filter(limit -> measure.equals(limit.getString("measure")))
        .findFirst()
        .orElseThrow()
        .getLong("used");
  }

  /** What is used of a limit of the account. */
  long used(String measure) {
    return limits.stream()
        .filter(limit -> limit.getString("level").equals("account"))
        .filter(limit -> measure.equals(limit.getString("measure")))
        .findFirst()
        .orElseThrow()
        .getLong("used");
  }
}
