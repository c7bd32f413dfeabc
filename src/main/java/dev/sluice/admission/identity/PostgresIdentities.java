package dev.sluice.admission.identity;

import dev.sluice.admission.Recorded;
import dev.sluice.model.Change;
import dev.sluice.model.Refusal;
import dev.sluice.model.SortableIds;
import dev.sluice.model.privacy.FieldVault;
import dev.sluice.model.privacy.Purpose;
import dev.sluice.model.privacy.Sealed;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Identities in PostgreSQL: sealed, masked, fingerprinted, never in clear. */
@ApplicationScoped
class PostgresIdentities {
  /** One person's accounts are counted one after the other. */
  private static final String QUEUE_UP =
      "select pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2 || ' ' || $3, 0))";

  private static final String OTHERS =
      """
      select count(distinct account) from identity
      where tenant = $1 and kind = $2 and fingerprint = $3 and account <> $4
      """;
  private static final String TENANT = "insert into tenant (id) values ($1) on conflict do nothing";
  private static final String ACCOUNT =
      "insert into account (tenant, id) values ($1, $2) on conflict do nothing";
  private static final String VERIFIED =
      """
      update account set real_name = 'VERIFIED' where tenant = $1 and id = $2 and status <> 'CLOSED'
      """;
  private static final String PUT =
      """
      insert into identity (id, tenant, account, kind, fingerprint, sealed, sealed_name, masked,
        how, vouched_by, ticket, verified_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      on conflict (tenant, account, kind) do update set id = excluded.id,
        fingerprint = excluded.fingerprint, sealed = excluded.sealed,
        sealed_name = excluded.sealed_name, masked = excluded.masked, how = excluded.how,
        vouched_by = excluded.vouched_by, ticket = excluded.ticket,
        verified_at = excluded.verified_at, erased_at = null
      returning *
      """;
  private static final String OF_ACCOUNT =
      "select * from identity where tenant = $1 and account = $2 order by id";
  private static final String BY_FINGERPRINT =
      """
      select * from identity where tenant = $1 and kind = $2 and fingerprint = $3
      order by id limit $4
      """;
  private static final String BY_ID = "select * from identity where tenant = $1 and id = $2";
  private static final String ERASE =
      """
      update identity set sealed = null, sealed_name = null, masked = '', ticket = null,
        erased_at = $3
      where tenant = $1 and account = $2 and erased_at is null
      """;
  private static final String PURGE = "delete from identity where erased_at < $1";

  private final Pool pool;
  private final FieldVault vault;
  private final IdentityConfig config;
  private final SortableIds ids;
  private final Clock clock;

  PostgresIdentities(
      Pool pool, FieldVault vault, IdentityConfig config, SortableIds ids, Clock clock) {
    this.pool = pool;
    this.vault = vault;
    this.config = config;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Records who is behind an account, and in the same transaction that the account is verified.
   * Fails with {@link Refusal.Conflict} where the person has as many accounts as one may have.
   */
  Uni<Identity> record(String tenant, String account, Person person, Vouching vouching) {
    return Uni.createFrom()
        .deferred(
            () -> {
              String fingerprint = fingerprint(person.kind(), person.value());
              Tuple row = row(tenant, account, person, fingerprint, vouching);
              return Patience.limit(
                  pool.withTransaction(
                      client ->
                          queueUp(client, tenant, person.kind(), fingerprint)
                              .chain(() -> count(client, tenant, account, person, fingerprint))
                              .invoke(this::checkCount)
                              .chain(() -> keepAccount(client, tenant, account))
                              .chain(() -> client.preparedQuery(PUT).execute(row))
                              .map(rows -> IdentityRows.identity(rows.iterator().next()))
                              .call(kept -> tell(client, kept, vouching))));
            });
  }

  private static Uni<?> queueUp(SqlConnection client, String tenant, Kind kind, String print) {
    return client.preparedQuery(QUEUE_UP).execute(Tuple.of(tenant, kind.name(), print));
  }

  private static Uni<Long> count(
      SqlConnection client, String tenant, String account, Person person, String fingerprint) {
    return client
        .preparedQuery(OTHERS)
        .execute(Tuple.of(tenant, person.kind().name(), fingerprint, account))
        .map(rows -> rows.iterator().next().getLong(0));
  }

  private void checkCount(long others) {
    if (others >= config.accountsPerIdentity()) {
      throw new Refusal.Conflict(
          "too_many_accounts",
          "This person has the "
              + config.accountsPerIdentity()
              + " accounts that one person may have.");
    }
  }

  private static Uni<Void> keepAccount(SqlConnection client, String tenant, String account) {
    return client
        .preparedQuery(TENANT)
        .execute(Tuple.of(tenant))
        .chain(() -> client.preparedQuery(ACCOUNT).execute(Tuple.of(tenant, account)))
        .chain(() -> client.preparedQuery(VERIFIED).execute(Tuple.of(tenant, account)))
        .invoke(
            updated -> {
              if (updated.rowCount() == 0) {
                throw new Refusal.Conflict("account_closed", "This account is closed.");
              }
            })
        .replaceWithVoid();
  }

  private Tuple row(
      String tenant, String account, Person person, String fingerprint, Vouching vouching) {
    String owner = tenant + "/" + account;
    Tuple row = Tuple.of(ids.next("idn_"), tenant, account, person.kind().name(), fingerprint);
    row.addValue(vault.seal(person.kind().purpose(), owner, person.value()).text());
    row.addValue(person.name().map(it -> vault.seal(Kind.NAME, owner, it).text()).orElse(null));
    row.addValue(person.masked());
    row.addValue(vouching.how().name());
    row.addValue(vouching.by());
    row.addValue(vouching.ticket().orElse(null));
    row.addValue(IdentityRows.utc(clock.instant()));
    return row;
  }

  /** An operator's word is a change like any other of his; the masked form is left out, too. */
  private static Uni<Void> tell(SqlConnection client, Identity kept, Vouching vouching) {
    if (kept.how() != How.MANUAL) {
      return Uni.createFrom().voidItem();
    }
    JsonObject after =
        new JsonObject().put("account", kept.account()).put("kind", kept.kind().name());
    after.put("ticket", kept.ticket().orElse(""));
    return Recorded.in(
        client,
        new Change(
            vouching.by(),
            vouching.credential(),
            "identity.vouch",
            kept.id(),
            Optional.empty(),
            Optional.of(after)));
  }

  Uni<List<Identity>> of(String tenant, String account) {
    return Patience.limit(
        pool.preparedQuery(OF_ACCOUNT)
            .execute(Tuple.of(tenant, account))
            .map(rows -> IdentityRows.all(rows, IdentityRows::identity)));
  }

  Uni<List<Identity>> like(String tenant, Kind kind, String value, int most) {
    return Uni.createFrom()
        .deferred(
            () ->
                Patience.limit(
                    pool.preparedQuery(BY_FINGERPRINT)
                        .execute(Tuple.of(tenant, kind.name(), fingerprint(kind, value), most))
                        .map(rows -> IdentityRows.all(rows, IdentityRows::identity))));
  }

  /** The identity and what is behind its seals; empty where it is not there or was erased. */
  Uni<Optional<Clear>> open(String tenant, String id) {
    return Patience.limit(
        pool.preparedQuery(BY_ID)
            .execute(Tuple.of(tenant, id))
            .map(rows -> IdentityRows.first(rows, this::clear).flatMap(it -> it)));
  }

  private Optional<Clear> clear(Row row) {
    Identity identity = IdentityRows.identity(row);
    return opened(row, "sealed", identity.kind().purpose(), identity)
        .map(value -> new Clear(identity, value, opened(row, "sealed_name", Kind.NAME, identity)));
  }

  private Optional<String> opened(Row row, String column, Purpose purpose, Identity identity) {
    return Optional.ofNullable(row.getString(column))
        .map(text -> vault.open(purpose, identity.owner(), new Sealed(text)));
  }

  /** Erases the values of an account; its fingerprints stay until they are purged. */
  Uni<Void> erase(SqlConnection client, String tenant, String account) {
    return client
        .preparedQuery(ERASE)
        .execute(Tuple.of(tenant, account, IdentityRows.utc(clock.instant())))
        .replaceWithVoid();
  }

  /** Forgets what was erased before. */
  Uni<Integer> purge(Instant before) {
    return pool.preparedQuery(PURGE)
        .execute(Tuple.of(IdentityRows.utc(before)))
        .map(rows -> rows.rowCount());
  }

  private String fingerprint(Kind kind, String value) {
    return vault.fingerprint(kind.purpose(), value);
  }
}
