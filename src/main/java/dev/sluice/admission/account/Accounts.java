package dev.sluice.admission.account;

import dev.sluice.model.Caller;
import dev.sluice.model.Page;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** Accounts as operators see and change them. Every change is recorded and holds within seconds. */
@ApplicationScoped
public class Accounts {
  private static final Set<String> STATUSES = Set.of("active", "suspended", "closed");
  private static final int LONGEST_REASON = 500;

  private final PostgresAccounts store;
  private final Clock clock;

  Accounts(PostgresAccounts store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Accounts by id.
   *
   * @param status one of active, suspended, closed; empty for all
   */
  public Uni<Page<Account>> list(Caller by, Search search, Optional<String> behind, int limit) {
    search.status().filter(word -> !STATUSES.contains(word)).ifPresent(Accounts::unknownStatus);
    return store
        .list(Reach.tenant(by, search.tenant()), search, behind.orElse(""), limit + 1)
        .map(found -> Page.of(found, limit, Account::id));
  }

  private static void unknownStatus(String word) {
    throw Refusal.Invalid.parameter("status", "'status' must be one of active, suspended, closed.");
  }

  /** Fails with {@link Refusal.NotFound}. */
  public Uni<Account> get(Caller by, Optional<String> tenant, String id) {
    return store
        .find(Reach.tenant(by, tenant), id)
        .map(found -> found.orElseThrow(Accounts::unknown));
  }

  /** Fails with {@link Refusal.Conflict} where there is one, and where there is no such tenant. */
  public Uni<Account> create(Caller by, Optional<String> tenant, String id, Optional<String> plan) {
    return store.create(by, Reach.tenant(by, tenant), Names.account(id), plan.map(Names::plan));
  }

  /**
   * Puts it on a plan, or on the default one. Fails with {@link Refusal.NotFound}, and with {@link
   * Refusal.Conflict} where it is closed.
   */
  public Uni<Account> putPlan(
      Caller by, Optional<String> tenant, String id, Optional<String> plan) {
    return store.change(
        by,
        "account.plan",
        Reach.tenant(by, tenant),
        id,
        new PostgresAccounts.ToPlan(plan.map(Names::plan)));
  }

  /**
   * Fails with {@link Refusal.Conflict} for one's own account, since nobody shuts himself out, and
   * for a closed one. Closing revokes its keys and erases who is behind it.
   */
  public Uni<Account> putStatus(
      Caller by, Optional<String> tenant, String id, Account.Status status) {
    String of = Reach.tenant(by, tenant);
    if (of.equals(by.tenant()) && id.equals(by.account())) {
      throw new Refusal.Conflict("own_account", "Another operator must change your account.");
    }
    if (status instanceof Account.Status.Suspended suspended) {
      check(suspended);
    }
    return store.change(by, "account.status", of, id, new PostgresAccounts.ToStatus(status));
  }

  private void check(Account.Status.Suspended suspended) {
    String reason = suspended.reason();
    if (reason.length() > LONGEST_REASON || reason.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.Invalid.parameter(
          "reason", "'reason' must be at most 500 printable characters.");
    }
    if (suspended.until().filter(end -> !end.isAfter(clock.instant())).isPresent()) {
      throw Refusal.Invalid.parameter("until", "'until' must lie in the future.");
    }
  }

  static Refusal unknown() {
    return new Refusal.NotFound("account_not_found", "account", "There is no such account.");
  }

  /** Which accounts are looked for; what is empty does not matter. */
  public record Search(Optional<String> tenant, Optional<String> status, Optional<String> plan) {}
}
