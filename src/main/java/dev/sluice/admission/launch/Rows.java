package dev.sluice.admission.launch;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the launch's adapters have in common when they read and write rows. */
public final class Rows {
  private Rows() {}

  public static <T> List<T> list(RowSet<Row> rows, Function<Row, T> reader) {
    List<T> all = new ArrayList<>(rows.size());
    rows.forEach(row -> all.add(reader.apply(row)));
    return all;
  }

  public static <T> Optional<T> first(RowSet<Row> rows, Function<Row, T> reader) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(reader.apply(rows.iterator().next()));
  }

  public static Instant instant(Row row, String column) {
    return row.getOffsetDateTime(column).toInstant();
  }

  public static Optional<Instant> maybeInstant(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }

  public static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
