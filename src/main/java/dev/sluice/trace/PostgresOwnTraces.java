package dev.sluice.trace;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads an account's traces from PostgreSQL. */
@ApplicationScoped
class PostgresOwnTraces implements OwnTraces {
  private static final String OF_ACCOUNT =
      """
      select * from trace where tenant = $1 and account = $2 and ($3::text is null or id < $3)
      order by id desc limit $4
      """;

  private final Pool pool;

  PostgresOwnTraces(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<List<OwnTrace>> of(String tenant, String account, Optional<String> behind, int most) {
    return pool.preparedQuery(OF_ACCOUNT)
        .execute(Tuple.of(tenant, account, behind.orElse(null), most))
        .map(
            rows -> {
              List<OwnTrace> traces = new ArrayList<>(rows.size());
              rows.forEach(row -> traces.add(trace(row)));
              return traces;
            });
  }

  private static OwnTrace trace(Row row) {
    return new OwnTrace(
        row.getString("id"),
        row.getString("credential"),
        row.getString("alias"),
        row.getString("kind"),
        instant(row, "started_at").orElseThrow(),
        instant(row, "ended_at"),
        Optional.ofNullable(row.getString("outcome")),
        Optional.ofNullable(row.getString("finish_reason")),
        row.getInteger("input_chars"),
        number(row, "input_tokens"),
        number(row, "output_tokens"));
  }

  private static Optional<Instant> instant(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }

  private static OptionalInt number(Row row, String column) {
    Integer value = row.getInteger(column);
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
