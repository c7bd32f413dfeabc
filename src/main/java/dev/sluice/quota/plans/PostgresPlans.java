package dev.sluice.quota.plans;

import dev.sluice.model.Caller;
import dev.sluice.model.Change;
import dev.sluice.model.Refusal;
import dev.sluice.quota.Plan;
import dev.sluice.quota.tables.OperatorsTable;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Operators' plans in PostgreSQL, a row each. */
@ApplicationScoped
class PostgresPlans {
  /** Every instance holds all of them. */
  static final int MOST = 1_000;

  private static final String ALL = "select name, terms from plan order by name";
  private static final String TERMS = "select terms from plan where name = $1";
  private static final String PUT =
      """
      insert into plan (name, terms)
      select $1, $2 where $3 or (select count(*) from plan) < $4
      on conflict (name) do update set terms = excluded.terms
      """;
  private static final String DELETE = "delete from plan where name = $1";
  private static final String USED =
      """
      select exists (select from account where plan = $1)
        or exists (select from tenant where plan = $1)
        or exists (select from api_key where plan = $1 and revoked_at is null)
        or exists (
          select from invite where plan = $1 and revoked_at is null and used < uses)
      """;

  private final Pool pool;
  private final OperatorsTable table;

  PostgresPlans(Pool pool) {
    this.pool = pool;
    this.table = new OperatorsTable(pool, "plan");
  }

  Uni<List<Plan>> all() {
    return pool.query(ALL).execute().map(PostgresPlans::plans);
  }

  Uni<Void> put(Caller by, Plan plan) {
    JsonObject terms = PlanTerms.json(plan);
    return table.change(
        connection ->
            terms(connection, plan.name())
                .call(before -> put(connection, plan.name(), terms, before.isPresent()))
                .map(before -> Change.of(by, "plan.put", plan.name(), before, Optional.of(terms)))
                .chain(change -> OperatorsTable.record(connection, change)));
  }

  Uni<Void> delete(Caller by, String name) {
    return table.change(
        connection ->
            terms(connection, name)
                .invoke(before -> before.orElseThrow(PlanBook::unknown))
                .call(before -> refuseUsed(connection, name))
                .call(before -> run(connection, DELETE, name))
                .map(before -> Change.of(by, "plan.delete", name, before, Optional.empty()))
                .chain(change -> OperatorsTable.record(connection, change)));
  }

  private static Uni<Optional<JsonObject>> terms(SqlConnection connection, String name) {
    return run(connection, TERMS, name)
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(rows.iterator().next().getJsonObject("terms")));
  }

  private static Uni<Void> put(
      SqlConnection connection, String name, JsonObject terms, boolean replaces) {
    return run(connection, PUT, name, terms, replaces, MOST)
        .invoke(
            done -> {
              if (done.rowCount() == 0) {
                throw new Refusal.Conflict(
                    "plans_full", "There may be at most " + MOST + " plans.");
              }
            })
        .replaceWithVoid();
  }

  private static Uni<Void> refuseUsed(SqlConnection connection, String name) {
    return run(connection, USED, name)
        .invoke(
            rows -> {
              if (rows.iterator().next().getBoolean(0)) {
                throw new Refusal.Conflict(
                    "plan_in_use",
                    "Accounts, tenants, keys or open invites are on this plan; move or revoke"
                        + " them.");
              }
            })
        .replaceWithVoid();
  }

  private static Uni<RowSet<Row>> run(SqlConnection connection, String sql, Object... values) {
    return connection.preparedQuery(sql).execute(Tuple.from(values));
  }

  private static List<Plan> plans(RowSet<Row> rows) {
    List<Plan> plans = new ArrayList<>(rows.size());
    rows.forEach(row -> plans.add(PlanTerms.plan(row.getString("name"), row.getJsonObject(1))));
    return plans;
  }
}
