package dev.sluice.admission;

import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheName;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * What credentials were found to be worth, remembered for a few seconds. Whoever changes that
 * forgets it after the change is committed: before, others would only read the old worth again.
 */
@ApplicationScoped
public class Remembered {
  private final Cache keys;
  private final Cache accounts;

  Remembered(@CacheName("api-keys") Cache keys, @CacheName("token-accounts") Cache accounts) {
    this.keys = keys;
    this.accounts = accounts;
  }

  /** On this instance; others do so within seconds. */
  public Uni<Void> forget() {
    return keys.invalidateAll().chain(accounts::invalidateAll);
  }
}
