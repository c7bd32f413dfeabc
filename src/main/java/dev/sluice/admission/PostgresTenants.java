package dev.sluice.admission;

import dev.sluice.admission.account.Tenant;
import dev.sluice.model.Caller;
import dev.sluice.model.Change;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tenants' rows. */
@ApplicationScoped
class PostgresTenants {
  private static final String LIST =
      """
      select * from tenant where ($1::text is null or id = $1) and id > $2 order by id limit $3
      """;
  private static final String FIND = "select * from tenant where id = $1";
  private static final String LOCK = FIND + " for update";
  private static final String CREATE =
      "insert into tenant (id, plan, created_at) values ($1, $2, $3) on conflict do nothing";
  private static final String PLAN = "update tenant set plan = $2 where id = $1 returning *";

  private final Pool pool;
  private final Remembered remembered;

  PostgresTenants(Pool pool, Remembered remembered) {
    this.pool = pool;
    this.remembered = remembered;
  }

  Uni<List<Tenant>> list(Optional<String> only, String behind, int most) {
    return pool.preparedQuery(LIST)
        .execute(Tuple.of(only.orElse(null), behind, most))
        .map(PostgresTenants::all);
  }

  Uni<Optional<Tenant>> find(String id) {
    return pool.preparedQuery(FIND).execute(Tuple.of(id)).map(PostgresTenants::first);
  }

  /** The tenant, its first account and that one's key, or nothing of it. */
  Uni<Void> create(Caller by, Tenant tenant, ApiKeys.Listed key, String hash) {
    Tuple row = Tuple.of(tenant.id(), tenant.plan().orElse(null), KeyRow.utc(tenant.createdAt()));
    return pool.withTransaction(
        sql ->
            sql.preparedQuery(CREATE)
                .execute(row)
                .invoke(
                    made -> {
                      if (made.rowCount() == 0) {
                        throw new Refusal.Conflict(
                            "tenant_exists", "There is such a tenant already.");
                      }
                    })
                .chain(() -> record(sql, by, "tenant.create", Optional.empty(), tenant))
                .chain(() -> KeyIssue.in(sql, by, key, hash)));
  }

  Uni<Tenant> putPlan(Caller by, String id, Optional<String> plan) {
    return pool.withTransaction(
            sql ->
                sql.preparedQuery(LOCK)
                    .execute(Tuple.of(id))
                    .map(rows -> first(rows).orElseThrow(Tenants::unknown))
                    .chain(
                        before ->
                            sql.preparedQuery(PLAN)
                                .execute(Tuple.of(id, plan.orElse(null)))
                                .map(rows -> first(rows).orElseThrow())
                                .call(
                                    after ->
                                        record(
                                            sql, by, "tenant.plan", Optional.of(before), after))))
        .call(remembered::forget);
  }

  private static Uni<Void> record(
      SqlConnection sql, Caller by, String action, Optional<Tenant> before, Tenant after) {
    return Recorded.in(
        sql,
        Change.of(
            by, action, after.id(), before.map(Tenant::recorded), Optional.of(after.recorded())));
  }

  private static List<Tenant> all(RowSet<Row> rows) {
    List<Tenant> all = new ArrayList<>(rows.size());
    rows.forEach(
        row ->
            all.add(
                new Tenant(
                    row.getString("id"),
                    Optional.ofNullable(row.getString("plan")),
                    row.getOffsetDateTime("created_at").toInstant())));
    return all;
  }

  private static Optional<Tenant> first(RowSet<Row> rows) {
    return all(rows).stream().findFirst();
  }
}
