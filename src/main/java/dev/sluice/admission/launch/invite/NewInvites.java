package dev.sluice.admission.launch.invite;

import dev.sluice.admission.launch.Rows;
import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import java.time.Instant;
import java.util.List;

/** Makes invites whose codes are not drawn yet, in a transaction of somebody else's. */
public final class NewInvites {
  private static final String FOREIGN_KEY = "23503";
  private static final String UNDRAWN =
      """
      insert into invite (tenant, batch, uses, expires_at, plan, created_at, created_by)
      select $1, $2, $3, $4, $5, $6, $7 from generate_series(1, $8)
      returning number
      """;

  private NewInvites() {}

  /** Their numbers. Nobody can redeem one before its code is drawn. */
  public static Uni<List<Long>> undrawn(
      SqlConnection transaction, Caller by, Invite.Terms terms, int count, Instant now) {
    Tuple values =
        Tuple.of(by.tenant())
            .addValue(terms.batch().orElse(null))
            .addValue(terms.uses())
            .addValue(terms.expiresAt().map(Rows::utc).orElse(null))
            .addValue(terms.plan().orElse(null))
            .addValue(Rows.utc(now))
            .addValue(by.owner())
            .addValue(count);
    return transaction
        .preparedQuery(UNDRAWN)
        .execute(values)
        .map(rows -> Rows.list(rows, row -> row.getLong("number")));
  }

  /** Tells of a batch that is not there. */
  public static <T> Uni<T> orNoSuchBatch(Uni<T> work) {
    return work.onFailure(NewInvites::isWithoutBatch).transform(failure -> noSuchBatch());
  }

  private static boolean isWithoutBatch(Throwable failure) {
    return failure instanceof PgException known && FOREIGN_KEY.equals(known.getSqlState());
  }

  private static Refusal noSuchBatch() {
    return new Refusal.NotFound("batch_not_found", "batch", "There is no such batch.");
  }
}
