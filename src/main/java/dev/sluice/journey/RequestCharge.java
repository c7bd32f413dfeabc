package dev.sluice.journey;

import dev.sluice.model.Caller;
import dev.sluice.model.Outcome;
import dev.sluice.model.Usage;
import dev.sluice.quota.Allowance;
import dev.sluice.quota.Consumption;
import dev.sluice.quota.Demand;
import dev.sluice.quota.Target;
import dev.sluice.quota.keeping.Quotas;
import dev.sluice.quota.keeping.Reservation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Lets work that asks no model begin as far as its caller's limits allow. It counts as one request
 * without tokens, also where the caller does not wait for it, but not where it fails.
 */
@ApplicationScoped
class RequestCharge {
  private static final Target NOBODY = new Target("none", "none");
  private static final Usage NOTHING = new Usage.Exact(0, 0, 0, 0);

  private final Quotas quotas;
  private final Settlement settlement;

  RequestCharge(Quotas quotas, Settlement settlement) {
    this.quotas = quotas;
    this.settlement = settlement;
  }

  /**
   * Does the work once its request is reserved.
   *
   * @param alias under which it is counted, in the place of a model's
   * @param told how the caller's limits stand
   */
  <T> Uni<T> with(
      String id, Caller caller, String alias, Consumer<Allowance> told, Supplier<Uni<T>> work) {
    return quotas
        .reserve(new Demand(id, caller, alias, 0, 0, List.of()), told)
        .chain(reservation -> charged(reservation, work));
  }

  private <T> Uni<T> charged(Reservation reservation, Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(work::get)
        .call(done -> charge(reservation, new Outcome.Completed()))
        .onFailure()
        .call(failure -> quotas.release(reservation))
        .onCancellation()
        .call(() -> charge(reservation, new Outcome.Disconnected()));
  }

  private Uni<Void> charge(Reservation reservation, Outcome outcome) {
    return settlement.charge(reservation, new Consumption(NOBODY, NOTHING, outcome.name()));
  }
}
