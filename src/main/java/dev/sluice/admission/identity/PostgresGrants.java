package dev.sluice.admission.identity;

import dev.sluice.model.Caller;
import dev.sluice.model.Change;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Grants to read identities in clear, in PostgreSQL. */
@ApplicationScoped
class PostgresGrants {
  private static final String GRANT =
      """
      insert into identity_grant (id, tenant, identity, account, granted_to, reason, ticket,
        granted_at, expires_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning *
      """;
  private static final String VALID =
      """
      select * from identity_grant
      where tenant = $1 and identity = $2 and granted_to = $3 and expires_at > $4
      order by expires_at desc limit 1
      """;
  private static final String LIST =
      """
      select * from identity_grant where tenant = $1 and ($2::text is null or id < $2)
      order by id desc limit $3
      """;

  private final Pool pool;
  private final IdentityConfig config;
  private final Ids ids;
  private final Clock clock;

  PostgresGrants(Pool pool, IdentityConfig config, Ids ids, Clock clock) {
    this.pool = pool;
    this.config = config;
    this.ids = ids;
    this.clock = clock;
  }

  Uni<Grant> grant(Caller by, Identity identity, String reason, String ticket) {
    Instant now = clock.instant();
    Instant until = now.plus(config.unmasked());
    Tuple row = Tuple.of(ids.next("idg_"), identity.tenant(), identity.id(), identity.account());
    row.addValue(by.owner()).addValue(reason).addValue(ticket);
    row.addValue(IdentityRows.utc(now)).addValue(IdentityRows.utc(until));
    return Patience.limit(
        pool.withTransaction(
            client ->
                client
                    .preparedQuery(GRANT)
                    .execute(row)
                    .map(rows -> IdentityRows.grant(rows.iterator().next()))
                    .call(grant -> PostgresIdentities.record(client, change(by, grant)))));
  }

  private static Change change(Caller by, Grant grant) {
    JsonObject after =
        new JsonObject()
            .put("grant", grant.id())
            .put("account", grant.account())
            .put("reason", grant.reason())
            .put("ticket", grant.ticket())
            .put("expires_at", grant.expiresAt().toString());
    return Change.of(by, "identity.unmask", grant.identity(), Optional.empty(), Optional.of(after));
  }

  Uni<Optional<Grant>> valid(Caller by, String identity) {
    return Patience.limit(
        pool.preparedQuery(VALID)
            .execute(Tuple.of(by.tenant(), identity, by.owner(), IdentityRows.utc(clock.instant())))
            .map(rows -> IdentityRows.first(rows, IdentityRows::grant)));
  }

  Uni<List<Grant>> list(String tenant, Optional<String> behind, int most) {
    return Patience.limit(
        pool.preparedQuery(LIST)
            .execute(Tuple.of(tenant, behind.orElse(null), most))
            .map(rows -> IdentityRows.all(rows, IdentityRows::grant)));
  }
}
