package dev.sluice.admission;

import dev.sluice.admission.account.Recorded;
import dev.sluice.model.Caller;
import dev.sluice.model.Change;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Optional;

/** Stores a new key within somebody's transaction, and its account where there is none yet. */
final class KeyIssue {
  private static final String TENANT = "select id from tenant where id = $1";
  private static final String OWNER =
      "insert into account (tenant, id) values ($1, $2) on conflict do nothing returning id";
  private static final String ISSUE =
      """
      insert into api_key (id, hash, prefix, tenant, account, role, created_at, created_by, name,
        scopes, models, plan, expires_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
      """;

  private KeyIssue() {}

  /** Fails with {@link dev.sluice.model.Refusal.NotFound} where there is no such tenant. */
  static Uni<Void> in(SqlConnection sql, Caller by, ApiKeys.Listed key, String hash) {
    Caller owner = key.caller();
    Tuple row = Tuple.of(owner.credential(), hash, key.prefix(), owner.tenant(), owner.account());
    row.addValue(owner.role().name());
    row.addValue(KeyRow.utc(key.createdAt()));
    row.addValue(key.createdBy().orElse(null));
    return checkTenant(sql, owner.tenant())
        .chain(() -> ensureAccount(sql, by, owner))
        .chain(() -> sql.preparedQuery(ISSUE).execute(KeyRow.add(row, key.terms())))
        .chain(() -> Recorded.in(sql, issued(by, key)));
  }

  private static Uni<Void> checkTenant(SqlConnection sql, String tenant) {
    return sql.preparedQuery(TENANT)
        .execute(Tuple.of(tenant))
        .invoke(
            rows -> {
              if (rows.size() == 0) {
                throw Tenants.unknown();
              }
            })
        .replaceWithVoid();
  }

  /** An account that a key brings along is a change of its own. */
  private static Uni<Void> ensureAccount(SqlConnection sql, Caller by, Caller owner) {
    return sql.preparedQuery(OWNER)
        .execute(Tuple.of(owner.tenant(), owner.account()))
        .chain(
            rows ->
                rows.size() == 0
                    ? Uni.createFrom().voidItem()
                    : Recorded.in(sql, accountCreated(by, owner)));
  }

  private static Change accountCreated(Caller by, Caller owner) {
    JsonObject active = new JsonObject().put("status", "active").putNull("plan");
    return Change.of(by, "account.create", owner.owner(), Optional.empty(), Optional.of(active));
  }

  private static Change issued(Caller by, ApiKeys.Listed key) {
    return Change.of(
        by,
        "api_key.issue",
        key.caller().credential(),
        Optional.empty(),
        Optional.of(KeyRow.recorded(key)));
  }
}
