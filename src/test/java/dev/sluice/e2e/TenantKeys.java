package dev.sluice.e2e;

import dev.sluice.model.Caller.Role;
import dev.sluice.model.Sha256;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.UUID;

/** Keys of a tenant that no other test knows, or of the house. */
final class TenantKeys {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final Pool pool;
  private final String tenant;

  private TenantKeys(Pool pool, String tenant) {
    this.pool = pool;
    this.tenant = tenant;
    execute("insert into tenant (id) values ($1) on conflict do nothing", Tuple.of(tenant));
  }

  static TenantKeys ofANewTenant(Pool pool) {
    return new TenantKeys(pool, "t-" + UUID.randomUUID());
  }

  /** The tenant whose operators run the gateway. */
  static TenantKeys ofTheHouse(Pool pool) {
    return new TenantKeys(pool, "default");
  }

  String tenant() {
    return tenant;
  }

  String key(String account, Role role) {
    String key = "sk-slc-" + UUID.randomUUID();
    execute(
        "insert into account (tenant, id) values ($1, $2) on conflict do nothing",
        Tuple.of(tenant, account));
    execute(
        """
        insert into api_key (id, hash, prefix, tenant, account, role, created_at, name)
        values ($1, $2, 'sk-slc-test', $3, $4, $5, now(), 'test')
        """,
        Tuple.of("key_" + UUID.randomUUID(), Sha256.hex(key), tenant, account, role.name()));
    return key;
  }

  private void execute(String statement, Tuple values) {
    pool.preparedQuery(statement).execute(values).await().atMost(SOON);
  }
}
