package dev.sluice.admission;

import dev.sluice.admission.ApiKeys.Listed;
import dev.sluice.model.Caller;
import dev.sluice.model.Change;
import dev.sluice.model.Refusal;
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

  /** Texts of configured keys are remembered: a start must not take them for new ones. */
  private static final String RETIRE =
      """
      with over as (
          delete from retired_key_text
          where key = $2 and until <= $3 and key not in ('key_admin', 'key_demo')),
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
  private final Remembered remembered;
  private final Clock clock;

  PostgresKeys(Pool pool, Remembered remembered, Clock clock) {
    this.pool = pool;
    this.remembered = remembered;
    this.clock = clock;
  }

  Uni<List<Listed>> list(String tenant, String behind, int most) {
    return pool.preparedQuery(LIST).execute(Tuple.of(tenant, behind, most)).map(KeyRow::all);
  }

  /** Stores a new key, which must have an id of its own. */
  Uni<Void> issue(Caller by, Listed key, String hash) {
    return pool.withTransaction(sql -> KeyIssue.in(sql, by, key, hash));
  }

  Uni<Listed> change(Target target, Function<Listed, KeyTerms> change) {
    return changed(
        target,
        "api_key.change",
        (sql, key) -> run(sql, CHANGE, KeyRow.add(target.row(), change.apply(key))));
  }

  Uni<Listed> rotate(Target target, String text, Duration overlap) {
    OffsetDateTime now = KeyRow.utc(clock.instant());
    Tuple retired = target.row().addValue(now).addValue(now.plus(overlap));
    Tuple renewed = target.row().addValue(KeyText.hash(text)).addValue(KeyText.displayPrefix(text));
    return changed(
        target,
        "api_key.rotate",
        (sql, key) -> {
          if (key.revokedAt().isPresent()) {
            throw new Refusal.Conflict("api_key_revoked", "This key was revoked; make a new one.");
          }
          return sql.preparedQuery(RETIRE).execute(retired).chain(() -> run(sql, ROTATE, renewed));
        });
  }

  /** It counts no more, here from now on. */
  Uni<Void> revoke(Target target) {
    Tuple row = target.row().addValue(KeyRow.utc(clock.instant()));
    return changed(target, "api_key.revoke", (sql, key) -> run(sql, REVOKE, row)).replaceWithVoid();
  }

  private Uni<Listed> changed(
      Target target, String action, BiFunction<SqlConnection, Listed, Uni<Listed>> change) {
    return pool.withTransaction(
            sql ->
                sql.preparedQuery(LOCK)
                    .execute(target.row())
                    .map(rows -> KeyRow.first(rows).orElseThrow(ApiKeys::unknown))
                    .chain(
                        before ->
                            change
                                .apply(sql, before)
                                .call(
                                    after ->
                                        Recorded.in(sql, changed(target, action, before, after)))))
        .call(remembered::forget);
  }

  private static Uni<Listed> run(SqlConnection sql, String update, Tuple row) {
    return sql.preparedQuery(update).execute(row).map(rows -> KeyRow.first(rows).orElseThrow());
  }

  private static Change changed(Target target, String action, Listed before, Listed after) {
    return Change.of(
        target.by(),
        action,
        target.id(),
        Optional.of(KeyRow.recorded(before)),
        Optional.of(KeyRow.recorded(after)));
  }

  /** Which key an operator changes. */
  record Target(Caller by, String tenant, String id) {
    private Tuple row() {
      return Tuple.of(tenant, id);
    }
  }
}
