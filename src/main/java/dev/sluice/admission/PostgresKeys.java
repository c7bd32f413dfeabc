package dev.sluice.admission;

import dev.sluice.admission.ApiKeys.Listed;
import dev.sluice.admission.account.Recorded;
import dev.sluice.model.Caller;
import dev.sluice.model.Change;
import dev.sluice.model.Refusal;
import io.quarkus.cache.CacheInvalidateAll;
import io.smallrye.mutiny.Uni;
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
    return pool.withTransaction(sql -> KeyIssue.in(sql, by, key, hash));
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
                            .call(after -> Recorded.in(sql, recorded(by, action, before, after)))));
  }

  private static Change recorded(Caller by, String action, Listed before, Listed after) {
    return Change.of(
        by,
        action,
        after.caller().credential(),
        Optional.of(KeyRow.recorded(before)),
        Optional.of(KeyRow.recorded(after)));
  }
}
