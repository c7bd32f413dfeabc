package dev.sluice.quota.report;

import dev.sluice.quota.report.Reports.Line;
import dev.sluice.quota.report.Reports.SettledUsage;
import dev.sluice.quota.report.Reports.Sums;
import io.vertx.mutiny.sqlclient.Row;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reads sums and settled usage from rows. */
final class UsageRows {
  private UsageRows() {}

  static Line line(Row row, int keys) {
    List<String> values =
        IntStream.range(0, keys).mapToObj(i -> row.getString(ReportSql.key(i))).toList();
    return new Line(values, sums(row, ""));
  }

  static Sums sums(Row row, String prefix) {
    return new Sums(
        row.getLong(prefix + "generations"),
        row.getLong(prefix + "estimated"),
        row.getLong(prefix + "input_tokens"),
        row.getLong(prefix + "output_tokens"),
        row.getLong(prefix + "money_micros"));
  }

  static SettledUsage settled(Row row) {
    Map<Part, String> parts = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      parts.put(part, row.getString(ReportSql.key(part.ordinal())));
    }
    return new SettledUsage(
        row.getString("generation"),
        parts,
        row.getLong("input_tokens"),
        row.getLong("output_tokens"),
        row.getBoolean("exact"),
        row.getLong("money_micros"),
        row.getInteger("price_version"),
        row.getString("outcome"),
        row.getOffsetDateTime("settled_at").toInstant());
  }
}
