package dev.sluice.admission.account;

import dev.sluice.admission.identity.IdentityEraser;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;

/**
 * What closing an account takes with it, whoever closes it: its keys are revoked, and who is behind
 * it is erased. The account's status and its saved texts are its callers' matter.
 */
@ApplicationScoped
public class Closing {
  private static final String REVOKE =
      """
      update api_key set revoked_at = coalesce(revoked_at, $3) where tenant = $1 and account = $2
      """;
  private static final String FORGET =
      "update account set real_name = 'UNKNOWN' where tenant = $1 and id = $2";

  private final IdentityEraser identities;
  private final Clock clock;

  Closing(IdentityEraser identities, Clock clock) {
    this.identities = identities;
    this.clock = clock;
  }

  /** Within the transaction of the connection. */
  public Uni<Void> in(SqlConnection sql, String tenant, String account) {
    Tuple who = Tuple.of(tenant, account);
    Tuple now = Tuple.of(tenant, account, clock.instant().atOffset(ZoneOffset.UTC));
    return sql.preparedQuery(REVOKE)
        .execute(now)
        .chain(() -> sql.preparedQuery(FORGET).execute(who))
        .chain(() -> identities.erase(sql, tenant, account));
  }
}
