package dev.sluice.quota.tables;

import dev.sluice.model.Change;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * A table that one operator at a time changes, so that what is recorded as before and after is what
 * was. Readers are not held up.
 */
public final class OperatorsTable {
  /** A lock that is not had soon means that another change is stuck: the operator is told. */
  private static final String ALONE =
      "set local lock_timeout = '3s'; lock table %s in share row exclusive mode";

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final Pool pool;
  private final String alone;

  public OperatorsTable(Pool pool, String table) {
    this.pool = pool;
    this.alone = ALONE.formatted(table);
  }

  /** Does the work in a transaction that has the table to itself. */
  public <T> Uni<T> change(Function<SqlConnection, Uni<T>> work) {
    return pool.withTransaction(
            connection -> connection.query(alone).execute().chain(() -> work.apply(connection)))
        .onFailure(OperatorsTable::isBusy)
        .transform(busy -> busy());
  }

  /** Records the change in its own transaction. */
  public static Uni<Void> record(SqlConnection connection, Change change) {
    return connection
        .preparedQuery(Change.RECORD)
        .execute(
            Tuple.from(
                Arrays.asList(
                    change.by(),
                    change.credential(),
                    change.action(),
                    change.subject(),
                    change.before().orElse(null),
                    change.after().orElse(null))))
        .replaceWithVoid();
  }

  private static boolean isBusy(Throwable failure) {
    return failure instanceof PgException refused
        && LOCK_NOT_AVAILABLE.equals(refused.getSqlState());
  }

  private static Refusal busy() {
    return new Refusal.Unavailable(
        "table_busy",
        "Somebody else is changing this at the moment; try again.",
        Optional.of(Duration.ofSeconds(1)));
  }
}
