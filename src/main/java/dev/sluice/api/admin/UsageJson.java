package dev.sluice.api.admin;

import dev.sluice.quota.report.Part;
import dev.sluice.quota.report.Reports.Line;
import dev.sluice.quota.report.Reports.Report;
import dev.sluice.quota.report.Reports.SettledUsage;
import dev.sluice.quota.report.Reports.Sums;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Usage as JSON. Money is in millionths of the currency. */
final class UsageJson {
  private UsageJson() {}

  static JsonObject of(Report report, List<Part> by, String currency) {
    return Pages.object(report.page(), line -> of(line, by))
        .put("total", of(report.total()))
        .put("currency", currency);
  }

  private static JsonObject of(Line line, List<Part> by) {
    JsonObject json = new JsonObject();
    for (int i = 0; i < by.size(); i++) {
      json.put(WordJson.lower(by.get(i)), line.keys().get(i));
    }
    return json.mergeIn(of(line.sums()));
  }

  static JsonObject of(Sums sums) {
    return new JsonObject()
        .put("generations", sums.generations())
        .put("estimated", sums.estimated())
        .put("input_tokens", sums.inputTokens())
        .put("output_tokens", sums.outputTokens())
        .put("money_micros", sums.moneyMicros());
  }

  static JsonObject of(SettledUsage usage) {
    JsonObject json = new JsonObject().put("generation", usage.generation());
    for (Part part : Part.values()) {
      json.put(WordJson.lower(part), usage.parts().get(part));
    }
    return json.put("input_tokens", usage.inputTokens())
        .put("output_tokens", usage.outputTokens())
        .put("exact", usage.exact())
        .put("money_micros", usage.moneyMicros())
        .put("price_version", usage.priceVersion())
        .put("outcome", usage.outcome())
        .put("settled_at", usage.settledAt().toString());
  }
}
