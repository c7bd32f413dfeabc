package dev.sluice.admission.identity;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads identities and grants from their rows. */
final class IdentityRows {
  private IdentityRows() {}

  static <T> List<T> all(RowSet<Row> rows, Function<Row, T> reader) {
    List<T> all = new ArrayList<>(rows.size());
    rows.forEach(row -> all.add(reader.apply(row)));
    return all;
  }

  static <T> Optional<T> first(RowSet<Row> rows, Function<Row, T> reader) {
    return all(rows, reader).stream().findFirst();
  }

  static Identity identity(Row row) {
    return new Identity(
        row.getString("id"),
        row.getString("tenant"),
        row.getString("account"),
        Kind.valueOf(row.getString("kind")),
        row.getString("masked"),
        How.valueOf(row.getString("how")),
        row.getString("vouched_by"),
        Optional.ofNullable(row.getString("ticket")),
        instant(row, "verified_at").orElseThrow(),
        instant(row, "erased_at"));
  }

  static Grant grant(Row row) {
    return new Grant(
        row.getString("id"),
        row.getString("tenant"),
        row.getString("identity"),
        row.getString("account"),
        row.getString("granted_to"),
        row.getString("reason"),
        row.getString("ticket"),
        instant(row, "granted_at").orElseThrow(),
        instant(row, "expires_at").orElseThrow());
  }

  private static Optional<Instant> instant(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }

  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
