package dev.sluice.admission;

import dev.sluice.model.Caller;
import io.quarkus.cache.CacheInvalidateAll;
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
import java.util.ArrayList;
import java.util.List;
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

  private static final String ISSUE =
      """
      insert into api_key (id, hash, prefix, tenant, account, role, created_at, expires_at, name,
        created_by)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      """;
  private static final String LIST =
      "select * from api_key where tenant = $1 and id > $2 order by id limit $3";
  private static final String REVOKE =
      """
      update api_key set revoked_at = coalesce(revoked_at, $3) where tenant = $1 and id = $2
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

  /** Stores a new key, which must have an id of its own. */
  Uni<Void> issue(ApiKeys.Listed key, String hash) {
    Caller caller = key.caller();
    Tuple row = Tuple.of(caller.credential(), hash, key.prefix(), caller.tenant());
    row.addValue(caller.account());
    row.addValue(caller.role().name());
    row.addValue(utc(key.createdAt()));
    row.addValue(key.expiresAt().map(ApiKeyStore::utc).orElse(null));
    row.addValue(key.name());
    row.addValue(key.createdBy().orElse(null));
    return pool.preparedQuery(ISSUE).execute(row).replaceWithVoid();
  }

  /** A tenant's keys by id, behind the given one. */
  Uni<List<ApiKeys.Listed>> list(String tenant, String behind, int most) {
    return pool.preparedQuery(LIST)
        .execute(Tuple.of(tenant, behind, most))
        .map(
            rows -> {
              List<ApiKeys.Listed> keys = new ArrayList<>();
              rows.forEach(row -> keys.add(listed(row)));
              return keys;
            });
  }

  /** Whether there is such a key; it counts no more where there is. */
  @CacheInvalidateAll(cacheName = "api-keys")
  Uni<Boolean> revoke(String tenant, String id) {
    return pool.preparedQuery(REVOKE)
        .execute(Tuple.of(tenant, id, utc(clock.instant())))
        .map(rows -> rows.rowCount() > 0);
  }

  private static ApiKeys.Listed listed(Row row) {
    ApiKey key = key(row);
    return new ApiKeys.Listed(
        key.caller(),
        row.getString("name"),
        key.prefix(),
        key.createdAt(),
        Optional.ofNullable(row.getString("created_by")),
        key.expiresAt(),
        key.revokedAt());
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
