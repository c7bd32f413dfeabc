package dev.sluice.admission;

import dev.sluice.admission.account.Names;
import dev.sluice.admission.account.Reach;
import dev.sluice.admission.account.Tenant;
import dev.sluice.model.Caller;
import dev.sluice.model.Page;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Tenants: operators of the house make them and say what they share; others see their own. Every
 * change is recorded.
 */
@ApplicationScoped
public class Tenants {
  private final PostgresTenants store;
  private final Clock clock;

  Tenants(PostgresTenants store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Those that the operator may see, by id. */
  public Uni<Page<Tenant>> list(Caller by, Optional<String> behind, int limit) {
    Optional<String> only = Reach.isOfTheHouse(by) ? Optional.empty() : Optional.of(by.tenant());
    return store
        .list(only, behind.orElse(""), limit + 1)
        .map(found -> Page.of(found, limit, Tenant::id));
  }

  /** Fails with {@link Refusal.NotFound}. */
  public Uni<Tenant> get(Caller by, String id) {
    return store
        .find(Reach.tenant(by, Optional.of(id)))
        .map(found -> found.orElseThrow(Tenants::unknown));
  }

  /**
   * Makes a tenant and the key of its first administrator. Fails with {@link Refusal.Conflict}
   * where there is one of this name.
   */
  public Uni<Opened> create(Caller by, String id, String account, Optional<String> plan) {
    Instant now = clock.instant();
    Tenant tenant = new Tenant(Names.tenant(id), plan.map(Names::plan), now);
    KeyTerms all =
        new KeyTerms("first key", Set.of(), Set.of(), Optional.empty(), Optional.empty());
    ApiKeys.Wanted admin = new ApiKeys.Wanted(Optional.of(id), account, Caller.Role.ADMIN, all);
    ApiKeys.Issued first = ApiKeys.drawn(by, id, admin, now);
    return store
        .create(by, tenant, first.key(), KeyText.hash(first.text()))
        .replaceWith(new Opened(tenant, first));
  }

  /**
   * Puts all its accounts on a plan they share, or on none. Fails with {@link Refusal.NotFound}.
   */
  public Uni<Tenant> putPlan(Caller by, String id, Optional<String> plan) {
    return store.putPlan(by, Names.tenant(id), plan.map(Names::plan));
  }

  static Refusal unknown() {
    return new Refusal.NotFound("tenant_not_found", "tenant", "There is no such tenant.");
  }

  /** A new tenant and its first administrator's key. */
  public record Opened(Tenant tenant, ApiKeys.Issued admin) {}
}
