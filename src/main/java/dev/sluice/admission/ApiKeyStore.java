package dev.sluice.admission;

import dev.sluice.model.Caller;
import io.quarkus.cache.CacheResult;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** API keys in PostgreSQL. What a hash resolves to is remembered for a few seconds. */
@ApplicationScoped
class ApiKeyStore {
  private static final String FIND = "select * from api_key where hash = $1";
  private static final String ANY = "select exists (select from api_key)";
  private static final String PUT =
      """
      insert into api_key (id, hash, prefix, tenant, account, role, created_at, expires_at,
        revoked_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      on conflict (id) do update set hash = excluded.hash, prefix = excluded.prefix,
        tenant = excluded.tenant, account = excluded.account, role = excluded.role,
        created_at = excluded.created_at, expires_at = excluded.expires_at,
        revoked_at = excluded.revoked_at
      """;

  private final Pool pool;
  private final Clock clock;

  ApiKeyStore(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  @CacheResult(cacheName = "api-keys")
  Uni<Optional<Caller>> callerOf(String hash) {
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(hash))
        .map(rows -> first(rows).flatMap(key -> key.caller(clock.instant())));
  }

  Uni<Boolean> isEmpty() {
    return pool.query(ANY).execute().map(rows -> !rows.iterator().next().getBoolean(0));
  }

  /** Stores the key, replacing the one of the same id. */
  Uni<Void> put(ApiKey key) {
    Caller caller = key.caller();
    Tuple row = Tuple.of(caller.credential(), key.hash(), key.prefix(), caller.tenant());
    row.addValue(caller.account());
    row.addValue(caller.role().name());
    row.addValue(utc(key.createdAt()));
    row.addValue(key.expiresAt().map(ApiKeyStore::utc).orElse(null));
    row.addValue(key.revokedAt().map(ApiKeyStore::utc).orElse(null));
    return pool.preparedQuery(PUT).execute(row).replaceWithVoid();
  }

  private static Optional<ApiKey> first(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(key(rows.iterator().next()));
  }

  private static ApiKey key(Row row) {
    Caller caller =
        new Caller(
            row.getString("tenant"),
            row.getString("account"),
            row.getString("id"),
            Caller.Role.valueOf(row.getString("role")));
    return new ApiKey(
        caller,
        row.getString("hash"),
        row.getString("prefix"),
        row.getOffsetDateTime("created_at").toInstant(),
        instant(row, "expires_at"),
        instant(row, "revoked_at"));
  }

  private static Optional<Instant> instant(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
