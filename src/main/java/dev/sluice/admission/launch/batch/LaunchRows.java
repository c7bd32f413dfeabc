package dev.sluice.admission.launch.batch;

import dev.sluice.admission.Recorded;
import dev.sluice.admission.launch.Rows;
import dev.sluice.model.Change;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A tenant's launch as rows, on one connection. */
final class LaunchRows {
  private static final String BEGIN =
      "insert into launch (tenant) values ($1) on conflict do nothing";
  private static final String LOCK = "select * from launch where tenant = $1 for update";
  private static final String FIND = "select * from launch where tenant = $1";
  private static final String BATCHES =
      "select * from launch_batch where tenant = $1 order by number";
  private static final String WRITE =
      """
      insert into launch_batch (tenant, number, name, cap, opened_at, closed_at, created_at)
      values ($1, $2, $3, $4, $5, $6, $7)
      on conflict (tenant, number)
        do update set opened_at = excluded.opened_at, closed_at = excluded.closed_at
      """;
  private static final String HALT =
      "update launch set halted_at = $2, halted_by = $3, halt_reason = $4 where tenant = $1";

  private final SqlConnection connection;
  private final String tenant;

  LaunchRows(SqlConnection connection, String tenant) {
    this.connection = connection;
    this.tenant = tenant;
  }

  /** For one who changes it: nobody else does meanwhile. */
  Uni<Launch> locked() {
    return execute(BEGIN, Tuple.of(tenant)).chain(() -> read(LOCK));
  }

  Uni<Launch> current() {
    return read(FIND);
  }

  private Uni<Launch> read(String query) {
    Tuple of = Tuple.of(tenant);
    return connection
        .preparedQuery(query)
        .execute(of)
        .map(rows -> Rows.first(rows, LaunchRows::halt).flatMap(halt -> halt))
        .chain(halt -> batches().map(batches -> new Launch(halt, batches)));
  }

  private Uni<List<Batch>> batches() {
    return connection
        .preparedQuery(BATCHES)
        .execute(Tuple.of(tenant))
        .map(rows -> Rows.list(rows, LaunchRows::batch));
  }

  Uni<Void> write(Batch batch, Instant now) {
    Tuple row = Tuple.of(tenant, batch.number(), batch.name(), batch.cap());
    row.addValue(opened(batch.state()).map(Rows::utc).orElse(null));
    row.addValue(closed(batch.state()).map(Rows::utc).orElse(null));
    return execute(WRITE, row.addValue(Rows.utc(now)));
  }

  Uni<Void> write(Optional<Launch.Halt> halt) {
    Tuple row = Tuple.of(tenant);
    row.addValue(halt.map(Launch.Halt::since).map(Rows::utc).orElse(null));
    row.addValue(halt.map(Launch.Halt::by).orElse(null));
    return execute(HALT, row.addValue(halt.map(Launch.Halt::reason).orElse(null)));
  }

  Uni<Void> record(Change change) {
    return Recorded.in(connection, change);
  }

  private Uni<Void> execute(String statement, Tuple values) {
    return connection.preparedQuery(statement).execute(values).replaceWithVoid();
  }

  private static Optional<Launch.Halt> halt(Row row) {
    return Rows.maybeInstant(row, "halted_at")
        .map(
            since ->
                new Launch.Halt(since, row.getString("halted_by"), row.getString("halt_reason")));
  }

  private static Batch batch(Row row) {
    return new Batch(
        row.getInteger("number"),
        row.getString("name"),
        row.getInteger("cap"),
        row.getInteger("admitted"),
        state(Rows.maybeInstant(row, "opened_at"), Rows.maybeInstant(row, "closed_at")));
  }

  private static BatchState state(Optional<Instant> opened, Optional<Instant> closed) {
    if (opened.isEmpty()) {
      return new BatchState.Planned();
    }
    return closed
        .<BatchState>map(until -> new BatchState.Closed(opened.get(), until))
        .orElseGet(() -> new BatchState.Open(opened.get()));
  }

  private static Optional<Instant> opened(BatchState state) {
    if (state instanceof BatchState.Open open) {
      return Optional.of(open.since());
    }
    return state instanceof BatchState.Closed closed
        ? Optional.of(closed.since())
        : Optional.empty();
  }

  private static Optional<Instant> closed(BatchState state) {
    return state instanceof BatchState.Closed closed
        ? Optional.of(closed.until())
        : Optional.empty();
  }

  static JsonObject json(Batch batch) {
    return new JsonObject()
        .put("name", batch.name())
        .put("cap", batch.cap())
        .put("admitted", batch.admitted())
        .put("state", batch.state().getClass().getSimpleName());
  }
}
