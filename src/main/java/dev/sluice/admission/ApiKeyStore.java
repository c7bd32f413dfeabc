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
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What API keys in PostgreSQL are worth. One statement asks for key, account and tenant at once,
 * and the answer is remembered for a few seconds, a "no" as well.
 */
@ApplicationScoped
class ApiKeyStore {
  private static final String FIND =
      """
      select k.id, k.tenant, k.account, k.role, k.scopes, k.models, k.plan as key_plan,
        least(k.expires_at, shown.until) as until, %s
      from (select id, null::timestamptz as until from api_key where hash = $1
            union all select key, until from retired_key_text where hash = $1) shown
        join api_key k on k.id = shown.id
        join account a on a.tenant = k.tenant and a.id = k.account
        join tenant t on t.id = k.tenant
      where k.revoked_at is null and a.status <> 'CLOSED'
      """
          .formatted(Terms.COLUMNS);

  private static final String ANY = "select exists (select from api_key)";

  private static final String OVER =
      """
      select exists (select from retired_key_text where hash = $1)
        or exists (select from api_key where id = $2 and revoked_at is not null)
      """;

  private static final String PUT =
      """
      with fresh as (delete from retired_key_text where hash = $2),
        house as (insert into tenant (id) values ($4) on conflict do nothing),
        owner as (insert into account (tenant, id) values ($4, $5) on conflict do nothing)
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

  /** Empty for a text that is unknown or no longer good, and where its account is closed. */
  @CacheResult(cacheName = "api-keys")
  Uni<Optional<Pass>> passOf(String hash) {
    return pool.preparedQuery(FIND).execute(Tuple.of(hash)).map(this::first);
  }

  private Optional<Pass> first(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(pass(rows.iterator().next()));
  }

  private Pass pass(Row row) {
    Caller.Role role = Caller.Role.valueOf(row.getString("role"));
    Caller caller =
        new Caller(
            row.getString("tenant"),
            row.getString("account"),
            row.getString("id"),
            role,
            Terms.rights(
                row,
                Optional.ofNullable(row.getString("key_plan")),
                Set.of(row.getArrayOfStrings("models")),
                clock.instant()));
    return new Pass(caller, scopes(row, role), Terms.instant(row, "until"));
  }

  static Set<Scope> scopes(Row row, Caller.Role role) {
    Set<Scope> named =
        Arrays.stream(row.getArrayOfStrings("scopes"))
            .map(Scope::valueOf)
            .collect(Collectors.toSet());
    return named.isEmpty() ? Scope.of(role) : named;
  }

  Uni<Boolean> isEmpty() {
    return pool.query(ANY).execute().map(rows -> !rows.iterator().next().getBoolean(0));
  }

  /** Whether this text is one that the key had before, or the key was revoked. */
  Uni<Boolean> isOver(Caller owner, String hash) {
    return pool.preparedQuery(OVER)
        .execute(Tuple.of(hash, owner.credential()))
        .map(rows -> rows.iterator().next().getBoolean(0));
  }

  /** Stores the key, replacing the one of the same id; its account comes to be where it must. */
  Uni<Void> put(ApiKey key) {
    Caller caller = key.caller();
    Tuple row = Tuple.of(caller.credential(), key.hash(), key.prefix(), caller.tenant());
    row.addValue(caller.account());
    row.addValue(caller.role().name());
    row.addValue(key.createdAt().atOffset(ZoneOffset.UTC));
    row.addValue(key.expiresAt().map(end -> end.atOffset(ZoneOffset.UTC)).orElse(null));
    row.addValue(key.revokedAt().map(end -> end.atOffset(ZoneOffset.UTC)).orElse(null));
    return pool.preparedQuery(PUT).execute(row).replaceWithVoid();
  }
}
