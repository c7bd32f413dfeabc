package dev.sluice.trace;

import dev.sluice.model.Change;
import dev.sluice.model.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the table that {@code record_change} writes. */
@ApplicationScoped
class PostgresChanges implements Changes {
  private static final String LIST =
      """
      select * from change
      where ($1::text is null or subject = $1) and ($2::text is null or changed_by = $2)
        and ($3::bigint is null or number < $3)
      order by number desc limit $4
      """;

  private final Pool pool;

  PostgresChanges(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Page<Recorded>> list(Filter filter, Optional<Long> behind, int limit) {
    Tuple values =
        Tuple.of(
            filter.subject().orElse(null),
            filter.by().orElse(null),
            behind.orElse(null),
            limit + 1);
    return pool.preparedQuery(LIST)
        .execute(values)
        .map(PostgresChanges::recorded)
        .map(found -> Page.of(found, limit, each -> Long.toString(each.number())));
  }

  private static List<Recorded> recorded(RowSet<Row> rows) {
    List<Recorded> all = new ArrayList<>(rows.size());
    rows.forEach(row -> all.add(recorded(row)));
    return all;
  }

  private static Recorded recorded(Row row) {
    Change change =
        new Change(
            row.getString("changed_by"),
            row.getString("credential"),
            row.getString("action"),
            row.getString("subject"),
            Optional.ofNullable(row.getJsonObject("before")),
            Optional.ofNullable(row.getJsonObject("after")));
    return new Recorded(
        row.getLong("number"), row.getOffsetDateTime("changed_at").toInstant(), change);
  }
}
