package dev.sluice.moderation.input;

import dev.sluice.model.Caller;
import dev.sluice.moderation.OwnSuspensions;
import dev.sluice.moderation.Suspensions.Suspension;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

/** Reads an account's suspensions from PostgreSQL. */
@ApplicationScoped
class PostgresOwnSuspensions implements OwnSuspensions {
  private static final String SUSPENSIONS =
      "select * from suspension where tenant = $1 and account = $2 order by id desc limit 200";
  private static final String APPEALS =
      """
      select * from appeal where tenant = $1 and account = $2 and suspension is not null
      order by id desc limit 1000
      """;

  private final Pool pool;

  PostgresOwnSuspensions(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<List<Suspension>> of(Caller caller) {
    Tuple who = Tuple.of(caller.tenant(), caller.account());
    return Patience.limit(
        rows(SUSPENSIONS, who)
            .chain(
                found ->
                    rows(APPEALS, who)
                        .map(
                            appeals ->
                                SuspensionRows.suspensions(
                                    SuspensionRows.read(found, Function.identity()),
                                    SuspensionRows.read(appeals, SuspensionRows::appeal)))));
  }

  private Uni<RowSet<Row>> rows(String statement, Tuple who) {
    return pool.preparedQuery(statement).execute(who);
  }
}
