package dev.sluice.admission.own;

import dev.sluice.admission.Recorded;
import dev.sluice.admission.Remembered;
import dev.sluice.admission.account.Closing;
import dev.sluice.admission.identity.Patience;
import dev.sluice.model.Caller;
import dev.sluice.model.Change;
import dev.sluice.model.Refusal;
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
      update account set status = 'CLOSED', reason = 'closed by its owner', suspended_until = null
      where tenant = $1 and id = $2 and status <> 'CLOSED'
      """;
  private static final String ADMINISTERS =
      """
      select exists (select from api_key where tenant = $1 and account = $2 and role = 'ADMIN'
        and revoked_at is null and (expires_at is null or expires_at > $3))
      """;

  private final Pool pool;
  private final Closing closing;
  private final Remembered remembered;
  private final Clock clock;

  PostgresOwnAccounts(Pool pool, Closing closing, Remembered remembered, Clock clock) {
    this.pool = pool;
    this.closing = closing;
    this.remembered = remembered;
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
  public Uni<Void> close(Caller caller) {
    if (caller.role() == Caller.Role.ADMIN) {
      return Uni.createFrom().failure(administrator());
    }
    Tuple who = Tuple.of(caller.tenant(), caller.account());
    return Patience.limit(
            pool.withTransaction(
                client ->
                    keep(client, caller)
                        .chain(() -> client.preparedQuery(CLOSE).execute(who))
                        .invoke(PostgresOwnAccounts::checkClosed)
                        .chain(() -> checkAdministers(client, caller))
                        .chain(() -> closing.in(client, caller.tenant(), caller.account()))
                        .chain(() -> tell(client, caller))))
        .call(remembered::forget);
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

  /** Whichever key was shown: one account may have keys of several roles. */
  private Uni<?> checkAdministers(SqlConnection client, Caller caller) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    return client
        .preparedQuery(ADMINISTERS)
        .execute(Tuple.of(caller.tenant(), caller.account(), now))
        .invoke(
            rows -> {
              if (rows.iterator().next().getBoolean(0)) {
                throw administrator();
              }
            });
  }

  private static Refusal administrator() {
    return new Refusal.Conflict(
        "administrator", "An administrator's account is not closed by its owner.");
  }

  private static Uni<Void> tell(SqlConnection client, Caller caller) {
    Change change =
        Change.of(
            caller,
            "account.close",
            caller.owner(),
            Optional.empty(),
            Optional.of(new JsonObject().put("status", "CLOSED")));
    return Recorded.in(client, change);
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
