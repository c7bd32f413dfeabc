package dev.sluice.admission;

import dev.sluice.admission.identity.Identities;
import dev.sluice.admission.oidc.Claimed;
import dev.sluice.model.Caller;
import dev.sluice.model.Rights;
import dev.sluice.model.Sha256;
import dev.sluice.model.Standing.RealName;
import io.quarkus.cache.CacheKey;
import io.quarkus.cache.CacheResult;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * The accounts behind access tokens. One that is seen for the first time gets its row; its tenant
 * must be there.
 */
@ApplicationScoped
class TokenAccounts {
  private static final int ID_DIGITS = 16;

  private static final String FIND =
      """
      select %s from account a join tenant t on t.id = a.tenant where a.tenant = $1 and a.id = $2
      """
          .formatted(Terms.COLUMNS);

  private static final String SEEN =
      """
      insert into account (tenant, id) select id, $2 from tenant where id = $1
      on conflict do nothing
      """;

  private final Pool pool;
  private final Identities identities;
  private final Clock clock;

  TokenAccounts(Pool pool, Identities identities, Clock clock) {
    this.pool = pool;
    this.identities = identities;
    this.clock = clock;
  }

  /** A token has all scopes of its role; which of its owner's tokens was shown makes no odds. */
  static Pass pass(Claimed claimed, Rights rights) {
    String credential =
        "oidc_" + Sha256.hex(claimed.tenant() + "/" + claimed.account()).substring(0, ID_DIGITS);
    Caller caller =
        new Caller(claimed.tenant(), claimed.account(), credential, claimed.role(), rights);
    return new Pass(caller, Scope.of(claimed.role()), Optional.empty());
  }

  /** Empty where there is no such tenant, and where the account is closed. */
  @CacheResult(cacheName = "token-accounts")
  Uni<Optional<Rights>> rights(@CacheKey String tenant, @CacheKey String account, Claimed claimed) {
    Tuple who = Tuple.of(tenant, account);
    return found(who)
        .chain(
            known ->
                known.isPresent()
                    ? Uni.createFrom().item(known)
                    : pool.preparedQuery(SEEN).execute(who).chain(() -> found(who)))
        .map(standing -> standing.flatMap(Found::rights))
        .chain(rights -> rights.isEmpty() ? item(rights) : vouched(who, claimed, rights.get()));
  }

  /** What is known of the account once the provider's word for its person was taken, too. */
  private Uni<Optional<Rights>> vouched(Tuple who, Claimed claimed, Rights rights) {
    if (claimed.person().isEmpty() || rights.standing().realName() == RealName.VERIFIED) {
      return item(Optional.of(rights));
    }
    return identities
        .claimed(pass(claimed, rights).caller(), claimed.person().get())
        .chain(() -> found(who))
        .map(standing -> standing.flatMap(Found::rights))
        .onFailure()
        .recoverWithItem(failure -> unvouched(failure, rights));
  }

  /** An account whose person cannot be recorded is served as one whose person is unknown. */
  private static Optional<Rights> unvouched(Throwable failure, Rights rights) {
    Log.warnf("a claimed identity was not recorded cause=%s", failure.getClass().getName());
    return Optional.of(rights);
  }

  private static <T> Uni<T> item(T item) {
    return Uni.createFrom().item(item);
  }

  private Uni<Optional<Found>> found(Tuple who) {
    return pool.preparedQuery(FIND)
        .execute(who)
        .map(
            rows ->
                rows.size() == 0 ? Optional.empty() : Optional.of(found(rows.iterator().next())));
  }

  private Found found(io.vertx.mutiny.sqlclient.Row row) {
    return row.getString("status").equals("CLOSED")
        ? new Found(Optional.empty())
        : new Found(Optional.of(Terms.rights(row, Optional.empty(), Set.of(), clock.instant())));
  }

  /** An account that is there, closed or not. */
  private record Found(Optional<Rights> rights) {}
}
