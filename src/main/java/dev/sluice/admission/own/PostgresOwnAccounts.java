package dev.sluice.admission.own;

import dev.sluice.admission.identity.IdentityEraser;
import dev.sluice.admission.identity.Patience;
import dev.sluice.model.Caller;
import dev.sluice.model.Change;
import dev.sluice.model.Refusal;
import io.quarkus.cache.CacheInvalidateAll;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Accounts and their keys in PostgreSQL, for their owners. */
@ApplicationScoped
class PostgresOwnAccounts implements OwnAccounts {
  private static final String ACCOUNT =
      "select status, real_name, plan, created_at from account where tenant = $1 and id = $2";
  private static final String KEYS =
      """
      select id, name, prefix, role, created_at, expires_at, revoked_at from api_key
      where tenant = $1 and account = $2 order by created_at, id limit 1000
      """;
  private static final String KEEP_TENANT =
      "insert into tenant (id) values ($1) on conflict do nothing";
  private static final String KEEP_ACCOUNT =
      "insert into account (tenant, id) values ($1, $2) on conflict do nothing";
  private static final String CLOSE =
      """
      update account set status = 'CLOSED', reason = 'closed by its owner', suspended_until = null,
        real_name = 'UNKNOWN'
      where tenant = $1 and id = $2 and status <> 'CLOSED'
      """;
  private static final String REVOKE =
      """
      update api_key set revoked_at = coalesce(revoked_at, $3) where tenant = $1 and account = $2
      """;

  private final Pool pool;
  private final IdentityEraser identities;
  private final Clock clock;

  PostgresOwnAccounts(Pool pool, IdentityEraser identities, Clock clock) {
    this.pool = pool;
    this.identities = identities;
    this.clock = clock;
  }

  @Override
  public Uni<OwnAccount> of(Caller caller) {
    Tuple who = Tuple.of(caller.tenant(), caller.account());
    return Patience.limit(
        pool.preparedQuery(KEYS)
            .execute(who)
            .map(PostgresOwnAccounts::keys)
            .chain(
                keys -> pool.preparedQuery(ACCOUNT).execute(who).map(rows -> account(rows, keys))));
  }

  @Override
  @CacheInvalidateAll(cacheName = "api-keys")
  public Uni<Void> close(Caller caller) {
    if (caller.role() == Caller.Role.ADMIN) {
      throw new Refusal.Conflict(
          "administrator", "An administrator's account is not closed by its owner.");
    }
    Tuple who = Tuple.of(caller.tenant(), caller.account());
    return Patience.limit(
        pool.withTransaction(
            client ->
                keep(client, caller)
                    .chain(() -> client.preparedQuery(CLOSE).execute(who))
                    .invoke(PostgresOwnAccounts::checkClosed)
                    .chain(() -> revoke(client, caller))
                    .chain(() -> identities.erase(client, caller))
                    .chain(() -> tell(client, caller))));
  }

  private static Uni<?> keep(SqlConnection client, Caller caller) {
    return client
        .preparedQuery(KEEP_TENANT)
        .execute(Tuple.of(caller.tenant()))
        .chain(
            () ->
                client
                    .preparedQuery(KEEP_ACCOUNT)
                    .execute(Tuple.of(caller.tenant(), caller.account())));
  }

  private static void checkClosed(RowSet<Row> updated) {
    if (updated.rowCount() == 0) {
      throw new Refusal.Conflict("account_closed", "This account is closed.");
    }
  }

  private Uni<?> revoke(SqlConnection client, Caller caller) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    return client.preparedQuery(REVOKE).execute(Tuple.of(caller.tenant(), caller.account(), now));
  }

  private static Uni<Void> tell(SqlConnection client, Caller caller) {
    Change change =
        Change.of(
            caller,
            "account.close",
            caller.owner(),
            Optional.empty(),
            Optional.of(new JsonObject().put("status", "CLOSED")));
    Tuple values = Tuple.of(change.by(), change.credential(), change.action(), change.subject());
    values.addValue(null).addValue(change.after().orElse(null));
    return client.preparedQuery(Change.RECORD).execute(values).replaceWithVoid();
  }

  private static OwnAccount account(RowSet<Row> rows, List<OwnAccount.Key> keys) {
    if (rows.size() == 0) {
      return new OwnAccount("ACTIVE", "UNKNOWN", Optional.empty(), Optional.empty(), keys);
    }
    Row row = rows.iterator().next();
    return new OwnAccount(
        row.getString("status"),
        row.getString("real_name"),
        Optional.ofNullable(row.getString("plan")),
        instant(row, "created_at"),
        keys);
  }

  private static List<OwnAccount.Key> keys(RowSet<Row> rows) {
    List<OwnAccount.Key> keys = new ArrayList<>(rows.size());
    rows.forEach(row -> keys.add(key(row)));
    return keys;
  }

  private static OwnAccount.Key key(Row row) {
    return new OwnAccount.Key(
        row.getString("id"),
        row.getString("name"),
        row.getString("prefix"),
        row.getString("role"),
        instant(row, "created_at").orElseThrow(),
        instant(row, "expires_at"),
        instant(row, "revoked_at"));
  }

  private static Optional<Instant> instant(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }
}
