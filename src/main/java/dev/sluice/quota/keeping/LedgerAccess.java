package dev.sluice.quota.keeping;

import dev.sluice.model.breaker.Breaker;
import dev.sluice.model.breaker.FaultToleranceBreaker;
import dev.sluice.quota.Bound;
import dev.sluice.quota.ledger.Entry;
import dev.sluice.quota.ledger.Ledger;
import dev.sluice.quota.ledger.Ledger.Answer;
import dev.sluice.quota.ledger.Levels;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The ledger as requests ask it: behind a circuit breaker, so that its failure is felt by few of
 * them, and filled first where it is empty.
 */
@ApplicationScoped
class LedgerAccess {
  private static final FaultToleranceBreaker.Settings BREAKER =
      new FaultToleranceBreaker.Settings(6, 0.5, Duration.ofSeconds(1), 1);

  /** The longest that a request waits until its tenant's numbers are there. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Ledger ledger;
  private final Rebuild rebuild;
  private final Breaker breaker;
  private final Set<String> announced = ConcurrentHashMap.newKeySet();

  @Inject
  LedgerAccess(Ledger ledger, Rebuild rebuild) {
    this(ledger, rebuild, System::nanoTime);
  }

  /**
   * @param nanoTime monotonic time in nanoseconds
   */
  LedgerAccess(Ledger ledger, Rebuild rebuild, LongSupplier nanoTime) {
    this.ledger = ledger;
    this.rebuild = rebuild;
    this.breaker = new FaultToleranceBreaker("quota ledger", BREAKER, nanoTime);
  }

  Uni<Answer> reserve(Entry entry, List<Bound> bounds) {
    return filled(
        entry.levels().tenant(),
        () -> announced(entry.levels().tenant()).chain(() -> ledger.reserve(entry, bounds)));
  }

  Uni<Answer> look(Levels levels, List<Bound> bounds) {
    return filled(levels.tenant(), () -> ledger.look(levels, bounds));
  }

  Uni<List<Long>> settle(Entry entry) {
    return guarded(() -> ledger.settle(entry.levels().tenant(), List.of(entry)));
  }

  Uni<Boolean> release(Entry entry) {
    return guarded(() -> ledger.release(entry.levels().tenant(), List.of(entry)));
  }

  private Uni<Answer> filled(String tenant, Supplier<Uni<Answer>> asking) {
    return guarded(asking)
        .chain(
            answer ->
                answer instanceof Ledger.Empty
                    ? rebuilt(tenant).chain(() -> guarded(asking))
                    : Uni.createFrom().item(answer));
  }

  /** It goes on for others where this one has waited long enough. */
  private Uni<Void> rebuilt(String tenant) {
    return rebuild.of(tenant).ifNoItem().after(PATIENCE).failWith(LedgerAway::new);
  }

  /** Once for each tenant, before anything of it could be left behind. */
  private Uni<Void> announced(String tenant) {
    return announced.contains(tenant)
        ? Uni.createFrom().voidItem()
        : ledger.announce(tenant).invoke(() -> announced.add(tenant));
  }

  private <T> Uni<T> guarded(Supplier<Uni<T>> asking) {
    return Uni.createFrom()
        .deferred(
            () ->
                breaker
                    .tryAcquire()
                    .map(permit -> told(permit, asking.get()))
                    .orElseGet(() -> Uni.createFrom().failure(LedgerAway::new)));
  }

  private static <T> Uni<T> told(Breaker.Permit permit, Uni<T> asking) {
    return asking
        .onItem()
        .invoke(permit::succeeded)
        .onFailure()
        .invoke(failure -> permit.failed())
        .onCancellation()
        .invoke(permit::released);
  }

  /** It failed a moment ago and is not asked. Carries no stack trace. */
  static final class LedgerAway extends RuntimeException {
    LedgerAway() {
      super("the quota ledger is away", null, false, false);
    }
  }
}
