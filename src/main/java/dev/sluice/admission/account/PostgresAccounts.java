package dev.sluice.admission.account;

import dev.sluice.admission.Recorded;
import dev.sluice.admission.Remembered;
import dev.sluice.model.Caller;
import dev.sluice.model.Change;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Accounts' rows. */
@ApplicationScoped
class PostgresAccounts {
  private static final String LIST =
      """
      select * from account
      where tenant = $1 and id > $2 and ($3::text is null or status = $3)
        and ($4::text is null or plan = $4)
      order by id limit $5
      """;
  private static final String FIND = "select * from account where tenant = $1 and id = $2";
  private static final String LOCK = FIND + " for update";

  private static final String CREATE =
      """
      insert into account (tenant, id, plan) select id, $2, $3 from tenant where id = $1
      on conflict do nothing returning *
      """;
  private static final String PLAN =
      "update account set plan = $3 where tenant = $1 and id = $2 returning *";
  private static final String STATUS =
      """
      update account set status = $3, reason = $4, suspended_until = $5
      where tenant = $1 and id = $2 returning *
      """;

  private final Pool pool;
  private final Closing closing;
  private final Remembered remembered;

  PostgresAccounts(Pool pool, Closing closing, Remembered remembered) {
    this.pool = pool;
    this.closing = closing;
    this.remembered = remembered;
  }

  Uni<List<Account>> list(String tenant, Accounts.Search search, String behind, int most) {
    Tuple looked = Tuple.of(tenant, behind);
    looked.addValue(search.status().map(word -> word.toUpperCase(Locale.ROOT)).orElse(null));
    looked.addValue(search.plan().orElse(null));
    looked.addValue(most);
    return pool.preparedQuery(LIST).execute(looked).map(AccountRow::all);
  }

  Uni<Optional<Account>> find(String tenant, String id) {
    return pool.preparedQuery(FIND).execute(Tuple.of(tenant, id)).map(AccountRow::first);
  }

  Uni<Account> create(Caller by, String tenant, String id, Optional<String> plan) {
    return pool.withTransaction(
        sql ->
            sql.preparedQuery(CREATE)
                .execute(Tuple.of(tenant, id, plan.orElse(null)))
                .map(rows -> AccountRow.first(rows).orElseThrow(PostgresAccounts::cannotBe))
                .call(made -> record(sql, by, "account.create", Optional.empty(), made)));
  }

  private static Refusal cannotBe() {
    return new Refusal.Conflict(
        "account_exists", "There is such an account already, or there is no such tenant.");
  }

  /** Forgets here at once what credentials are worth; other instances do so within seconds. */
  Uni<Account> change(Caller by, String action, String tenant, String id, To to) {
    return pool.withTransaction(sql -> change(sql, by, action, Tuple.of(tenant, id), to))
        .call(remembered::forget);
  }

  private Uni<Account> change(SqlConnection sql, Caller by, String action, Tuple which, To to) {
    return sql.preparedQuery(LOCK)
        .execute(which)
        .map(rows -> AccountRow.first(rows).orElseThrow(Accounts::unknown))
        .invoke(PostgresAccounts::checkOpen)
        .call(before -> to.closes() ? close(sql, before) : Uni.createFrom().voidItem())
        .chain(
            before ->
                to.apply(sql, before)
                    .call(after -> record(sql, by, action, Optional.of(before), after)));
  }

  /** Who is behind a closed account was erased: it comes to life no more. */
  private static void checkOpen(Account account) {
    if (account.status() instanceof Account.Status.Closed) {
      throw new Refusal.Conflict("account_closed", "This account is closed, for good.");
    }
  }

  private Uni<Void> close(SqlConnection sql, Account account) {
    return closing.in(sql, account.tenant(), account.id());
  }

  private static Uni<Void> record(
      SqlConnection sql, Caller by, String action, Optional<Account> before, Account after) {
    return Recorded.in(
        sql,
        Change.of(
            by,
            action,
            after.tenant() + "/" + after.id(),
            before.map(Account::recorded),
            Optional.of(after.recorded())));
  }

  /** How an account is to be. */
  sealed interface To {
    Uni<Account> apply(SqlConnection sql, Account account);

    boolean closes();
  }

  record ToPlan(Optional<String> plan) implements To {
    @Override
    public boolean closes() {
      return false;
    }

    @Override
    public Uni<Account> apply(SqlConnection sql, Account account) {
      return sql.preparedQuery(PLAN)
          .execute(Tuple.of(account.tenant(), account.id(), plan.orElse(null)))
          .map(rows -> AccountRow.first(rows).orElseThrow());
    }
  }

  record ToStatus(Account.Status status) implements To {
    @Override
    public boolean closes() {
      return status instanceof Account.Status.Closed;
    }

    @Override
    public Uni<Account> apply(SqlConnection sql, Account account) {
      Tuple row = Tuple.of(account.tenant(), account.id());
      if (status instanceof Account.Status.Suspended suspended) {
        row.addValue("SUSPENDED").addValue(suspended.reason());
        row.addValue(suspended.until().map(end -> end.atOffset(ZoneOffset.UTC)).orElse(null));
      } else {
        row.addValue(status instanceof Account.Status.Closed ? "CLOSED" : "ACTIVE");
        row.addValue(null).addValue(null);
      }
      return sql.preparedQuery(STATUS)
          .execute(row)
          .map(rows -> AccountRow.first(rows).orElseThrow());
    }
  }
}
