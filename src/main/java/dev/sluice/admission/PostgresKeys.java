package dev.sluice.admission;

import dev.sluice.admission.ApiKeys.Listed;
import dev.sluice.admission.account.Recorded;
import dev.sluice.model.Caller;
import dev.sluice.model.Change;
import dev.sluice.model.Refusal;
import io.quarkus.cache.CacheInvalidateAll;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Keys' rows as operators change them, each change with its record in one transaction. */
@ApplicationScoped
class PostgresKeys {
  private static final String LIST =
      "select * from api_key where tenant = $1 and id > $2 order by id limit $3";
  private static final String LOCK =
      "select * from api_key where tenant = $1 and id = $2 for update";
  private static final String OWNER =
      "insert into account (tenant, id) select id, $2 from tenant where id = $1"
          + " on conflict do nothing returning id";
  private static final String TENANT = "select id from tenant where id = $1";
  private static final String ISSUE =
      """
      insert into api_key (id, hash, prefix, tenant, account, role, created_at, created_by, name,
        scopes, models, plan, expires_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
      """;
  private static final String CHANGE =
      """
      update api_key set name = $3, scopes = $4, models = $5, plan = $6, expires_at = $7
      where tenant = $1 and id = $2 returning *
      """;
  private static final String RETIRE =
      """
      with over as (delete from retired_key_text where key = $2 and until <= $3),
        cut as (update retired_key_text set until = least(until, $4) where key = $2 and until > $3)
      insert into retired_key_text (hash, key, until)
      select hash, id, $4 from api_key where tenant = $1 and id = $2
      """;
  private static final String ROTATE =
      "update api_key set hash = $3, prefix = $4 where tenant = $1 and id = $2 returning *";
  private static final String REVOKE =
      """
      update api_key set revoked_at = coalesce(revoked_at, $3) where tenant = $1 and id = $2
      returning *
      """;

  private final Pool pool;
  private final Clock clock;

  PostgresKeys(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  Uni<List<Listed>> list(String tenant, String behind, int most) {
    return pool.preparedQuery(LIST).execute(Tuple.of(tenant, behind, most)).map(KeyRow::all);
  }

  /** Stores a new key, which must have an id of its own. */
  Uni<Void> issue(Caller by, Listed key, String hash) {
    return pool.withTransaction(sql -> issue(sql, by, key, hash));
  }

  /** The same within somebody's transaction. */
  static Uni<Void> issue(SqlConnection sql, Caller by, Listed key, String hash) {
    Caller owner = key.caller();
    Tuple row = Tuple.of(owner.credential(), hash, key.prefix(), owner.tenant(), owner.account());
    row.addValue(owner.role().name());
    row.addValue(KeyRow.utc(key.createdAt()));
    row.addValue(key.createdBy().orElse(null));
    return ensureOwner(sql, by, owner)
        .chain(() -> sql.preparedQuery(ISSUE).execute(KeyRow.add(row, key.terms())))
        .chain(() -> record(sql, by, "api_key.issue", Optional.empty(), key));
  }

  /** An account that a key brings along is a change of its own. */
  private static Uni<Void> ensureOwner(SqlConnection sql, Caller by, Caller owner) {
    return sql.preparedQuery(TENANT)
        .execute(Tuple.of(owner.tenant()))
        .invoke(
            rows -> {
              if (rows.size() == 0) {
                throw new Refusal.NotFound(
                    "tenant_not_found", "tenant", "There is no such tenant.");
              }
            })
        .chain(() -> sql.preparedQuery(OWNER).execute(Tuple.of(owner.tenant(), owner.account())))
        .chain(
            rows ->
                rows.size() == 0
                    ? Uni.createFrom().voidItem()
                    : Recorded.in(
                        sql,
                        Change.of(
                            by,
                            "account.create",
                            owner.owner(),
                            Optional.empty(),
                            Optional.of(new JsonObject().put("status", "active")))));
  }

  @CacheInvalidateAll(cacheName = "api-keys")
  Uni<Listed> change(Caller by, String tenant, String id, Function<Listed, KeyTerms> change) {
    return changed(
        by,
        "api_key.change",
        tenant,
        id,
        (sql, key) ->
            sql.preparedQuery(CHANGE)
                .execute(KeyRow.add(Tuple.of(tenant, id), change.apply(key)))
                .map(rows -> KeyRow.first(rows).orElseThrow()));
  }

  @CacheInvalidateAll(cacheName = "api-keys")
  Uni<Listed> rotate(
      Caller by, String tenant, String id, String hash, String text, Duration overlap) {
    OffsetDateTime now = KeyRow.utc(clock.instant());
    Tuple retired = Tuple.of(tenant, id, now, now.plus(overlap));
    Tuple renewed = Tuple.of(tenant, id, hash, KeyText.displayPrefix(text));
    return changed(
        by,
        "api_key.rotate",
        tenant,
        id,
        (sql, key) -> {
          if (key.revokedAt().isPresent()) {
            throw new Refusal.Conflict("api_key_revoked", "This key was revoked; make a new one.");
          }
          return sql.preparedQuery(RETIRE)
              .execute(retired)
              .chain(() -> sql.preparedQuery(ROTATE).execute(renewed))
              .map(rows -> KeyRow.first(rows).orElseThrow());
        });
  }

  /** It counts no more, here from now on. */
  @CacheInvalidateAll(cacheName = "api-keys")
  Uni<Void> revoke(Caller by, String tenant, String id) {
    Tuple row = Tuple.of(tenant, id, KeyRow.utc(clock.instant()));
    return changed(
            by,
            "api_key.revoke",
            tenant,
            id,
            (sql, key) ->
                sql.preparedQuery(REVOKE)
                    .execute(row)
                    .map(rows -> KeyRow.first(rows).orElseThrow()))
        .replaceWithVoid();
  }

  private Uni<Listed> changed(
      Caller by,
      String action,
      String tenant,
      String id,
      BiFunction<SqlConnection, Listed, Uni<Listed>> change) {
    return pool.withTransaction(
        sql ->
            sql.preparedQuery(LOCK)
                .execute(Tuple.of(tenant, id))
                .map(rows -> KeyRow.first(rows).orElseThrow(ApiKeys::unknown))
                .chain(
                    before ->
                        change
                            .apply(sql, before)
                            .call(after -> record(sql, by, action, Optional.of(before), after))));
  }

  private static Uni<Void> record(
      SqlConnection sql, Caller by, String action, Optional<Listed> before, Listed after) {
    return Recorded.in(
        sql,
        Change.of(
            by,
            action,
            after.caller().credential(),
            before.map(KeyRow::recorded),
            Optional.of(KeyRow.recorded(after))));
  }
}
