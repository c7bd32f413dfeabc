package dev.sluice.admission.account;

import dev.sluice.model.Change;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Writes a change's record within the transaction of the change. */
public final class Recorded {
  private Recorded() {}

  public static Uni<Void> in(SqlConnection sql, Change change) {
    Tuple row = Tuple.of(change.by(), change.credential(), change.action(), change.subject());
    row.addValue(change.before().orElse(null));
    row.addValue(change.after().orElse(null));
    return sql.preparedQuery(Change.RECORD).execute(row).replaceWithVoid();
  }
}
