package dev.sluice.quota.report;

import dev.sluice.model.Page;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reports from the table of settled usage. */
@ApplicationScoped
class PostgresReports implements Reports {
  private final Pool pool;

  PostgresReports(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Report> sums(Asked asked, List<Part> by, Optional<String> behind, int limit) {
    Tuple values = values(asked);
    values.addArrayOfString(behind.map(cursor -> keys(cursor, by.size())).orElse(null));
    values.addInteger(limit + 1);
    return pool.preparedQuery(ReportSql.report(asked.tenant(), by))
        .execute(values)
        .map(rows -> report(rows, by.size(), limit));
  }

  private static Report report(RowSet<Row> rows, int keys, int limit) {
    List<Line> lines = new ArrayList<>(rows.size());
    rows.forEach(
        row -> {
          if (row.getBoolean("is_line")) {
            lines.add(UsageRows.line(row, keys));
          }
        });
    return new Report(
        Page.of(lines, limit, line -> new JsonArray(line.keys()).encode()),
        UsageRows.sums(rows.iterator().next(), "all_"));
  }

  @Override
  public Uni<Page<SettledUsage>> rows(Asked asked, Optional<String> behind, int limit) {
    Tuple values = values(asked);
    values.addString(behind.orElse(null));
    values.addInteger(limit + 1);
    return pool.preparedQuery(ReportSql.rows(asked.tenant()))
        .execute(values)
        .map(
            rows -> {
              List<SettledUsage> found = new ArrayList<>(rows.size());
              rows.forEach(row -> found.add(UsageRows.settled(row)));
              return Page.of(found, limit, SettledUsage::generation);
            });
  }

  private static Tuple values(Asked asked) {
    Tuple values = Tuple.of(asked.tenant().orElse(null), asked.from(), asked.to());
    ReportSql.FILTERS.forEach(part -> values.addString(asked.only().get(part)));
    return values;
  }

  private static String[] keys(String cursor, int number) {
    try {
      JsonArray keys = new JsonArray(cursor);
      if (keys.size() == number && keys.stream().allMatch(PostgresReports::isKey)) {
        return keys.stream().map(String.class::cast).toArray(String[]::new);
      }
    } catch (DecodeException foreign) {
      // Refused below, like a cursor of another report.
    }
    throw Refusal.Invalid.parameter("cursor", "'cursor' must be one that a page gave.");
  }

  /** PostgreSQL takes no text with a NUL. */
  private static boolean isKey(Object value) {
    return value instanceof String text && text.indexOf('\0') < 0;
  }
}
