package dev.sluice.admission.identity;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Erases who somebody is, as part of closing his account. The keyed hash alone stays for as long as
 * logs must be kept: it names nobody to whom the key is not known, and without it a person could
 * have any number of accounts by closing them.
 */
@ApplicationScoped
public class IdentityEraser {
  private final PostgresIdentities identities;

  IdentityEraser(PostgresIdentities identities) {
    this.identities = identities;
  }

  /** Within the transaction of the connection. */
  public Uni<Void> erase(SqlConnection client, String tenant, String account) {
    return identities.erase(client, tenant, account);
  }
}
