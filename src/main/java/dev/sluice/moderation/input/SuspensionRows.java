package dev.sluice.moderation.input;

import dev.sluice.moderation.Suspensions.Appeal;
import dev.sluice.moderation.Suspensions.Suspension;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads suspensions and appeals from their rows. */
final class SuspensionRows {
  private SuspensionRows() {}

  static <T> List<T> read(RowSet<Row> rows, Function<Row, T> reader) {
    List<T> all = new ArrayList<>(rows.size());
    rows.forEach(row -> all.add(reader.apply(row)));
    return all;
  }

  static List<Suspension> suspensions(List<Row> found, List<Appeal> appeals) {
    Map<String, List<Appeal>> about =
        appeals.stream().collect(Collectors.groupingBy(it -> it.suspension().orElseThrow()));
    return found.stream()
        .map(row -> suspension(row, about.getOrDefault(id(row), List.of())))
        .toList();
  }

  static String id(Row row) {
    return row.getString("id");
  }

  static Suspension suspension(Row row, List<Appeal> appeals) {
    return new Suspension(
        id(row),
        row.getString("tenant"),
        row.getString("account"),
        row.getOffsetDateTime("since").toInstant(),
        Optional.ofNullable(row.getOffsetDateTime("until")).map(OffsetDateTime::toInstant),
        row.getString("category"),
        row.getInteger("in_a_row"),
        row.getInteger("on_the_day"),
        appeals);
  }

  static Appeal appeal(Row row) {
    Instant created = row.getOffsetDateTime("created_at").toInstant();
    return new Appeal(
        id(row),
        row.getString("tenant"),
        row.getString("account"),
        Optional.ofNullable(row.getString("suspension")),
        row.getString("text"),
        created);
  }
}
