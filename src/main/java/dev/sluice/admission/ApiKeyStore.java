package dev.sluice.admission;

import dev.sluice.model.Caller;
import io.quarkus.cache.CacheResult;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** API keys in PostgreSQL. What a hash resolves to is remembered for a few seconds. */
@ApplicationScoped
class ApiKeyStore implements PanacheRepositoryBase<ApiKey, String> {
  private final Clock clock;

  ApiKeyStore(Clock clock) {
    this.clock = clock;
  }

  @CacheResult(cacheName = "api-keys")
  @WithSession
  Uni<Optional<Caller>> callerOf(String hash) {
    return find("hash", hash)
        .firstResult()
        .map(found -> Optional.ofNullable(found).flatMap(key -> key.caller(clock.instant())));
  }

  @WithSession
  Uni<Boolean> isEmpty() {
    return count().map(keys -> keys == 0);
  }

  /** Stores the key, replacing the one of the same id. */
  @WithTransaction
  Uni<Void> put(ApiKey key) {
    return deleteById(key.id).chain(() -> persist(key)).replaceWithVoid();
  }
}
