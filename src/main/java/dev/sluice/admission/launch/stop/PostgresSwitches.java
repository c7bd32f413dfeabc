package dev.sluice.admission.launch.stop;

import dev.sluice.admission.Recorded;
import dev.sluice.admission.launch.Patience;
import dev.sluice.admission.launch.Rows;
import dev.sluice.model.Caller;
import dev.sluice.model.Change;
import dev.sluice.model.Page;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The switches in PostgreSQL: a row a stop. */
@ApplicationScoped
class PostgresSwitches implements Switches {
  private static final String BEFORE =
      """
      select * from emergency_stop where scope = $1 and name = $2 and released_at is null for update
      """;
  private static final String STOP =
      """
      insert into emergency_stop (scope, name, running, reason, stopped_at, stopped_by)
      values ($1, $2, $3, $4, $5, $6)
      on conflict (scope, name) where released_at is null
        do update set running = excluded.running, reason = excluded.reason
      returning *
      """;
  private static final String RELEASE =
      """
      update emergency_stop set released_at = $2, released_by = $3
      where number = $1 and released_at is null returning *
      """;
  private static final String LIST =
      """
      select * from emergency_stop where $1::bigint is null or number < $1
      order by number desc limit $2
      """;
  private static final String IN_FORCE =
      "select * from emergency_stop where released_at is null order by number";

  private final Pool pool;
  private final Clock clock;

  PostgresSwitches(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  @Override
  public Uni<Stop> stop(Caller by, Scope scope, Stop.Running running, String reason) {
    return Patience.limit(
        pool.withTransaction(
            transaction ->
                before(transaction, scope)
                    .chain(
                        before ->
                            write(transaction, by, scope, running, reason)
                                .call(
                                    stop -> Recorded.in(transaction, stopped(by, before, stop))))));
  }

  private static Uni<Optional<Stop>> before(SqlConnection transaction, Scope scope) {
    return transaction
        .preparedQuery(BEFORE)
        .execute(Tuple.of(StopRows.kind(scope), StopRows.name(scope)))
        .map(rows -> Rows.first(rows, StopRows::stop));
  }

  private Uni<Stop> write(
      SqlConnection transaction, Caller by, Scope scope, Stop.Running running, String reason) {
    Tuple values =
        Tuple.of(StopRows.kind(scope), StopRows.name(scope), running.name(), reason)
            .addValue(Rows.utc(clock.instant()))
            .addValue(by.owner());
    return transaction
        .preparedQuery(STOP)
        .execute(values)
        .map(rows -> Rows.first(rows, StopRows::stop).orElseThrow());
  }

  private static Change stopped(Caller by, Optional<Stop> before, Stop stop) {
    return Change.of(
        by,
        "switch.stop",
        subject(stop.number()),
        before.map(StopRows::json),
        Optional.of(StopRows.json(stop)));
  }

  @Override
  public Uni<Void> release(Caller by, long number) {
    return Patience.limit(
        pool.withTransaction(
            transaction ->
                transaction
                    .preparedQuery(RELEASE)
                    .execute(Tuple.of(number, Rows.utc(clock.instant()), by.owner()))
                    .map(rows -> Rows.first(rows, StopRows::stop).orElseThrow(this::missing))
                    .chain(stop -> Recorded.in(transaction, released(by, stop)))));
  }

  private static Change released(Caller by, Stop stop) {
    Optional<JsonObject> before = Optional.of(StopRows.json(stop));
    return Change.of(by, "switch.release", subject(stop.number()), before, Optional.empty());
  }

  private Refusal missing() {
    return new Refusal.NotFound("switch_not_found", "id", "There is no such stop in force.");
  }

  @Override
  public Uni<Page<Stop>> list(Optional<Long> behind, int limit) {
    return Patience.limit(
        pool.preparedQuery(LIST)
            .execute(Tuple.of(behind.orElse(null), limit + 1))
            .map(rows -> Rows.list(rows, StopRows::stop))
            .map(found -> Page.of(found, limit, stop -> Long.toString(stop.number()))));
  }

  @Override
  public Uni<List<Stop>> inForce() {
    return pool.query(IN_FORCE).execute().map(rows -> Rows.list(rows, StopRows::stop));
  }

  private static String subject(long number) {
    return "switch/" + number;
  }
}
