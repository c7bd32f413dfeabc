package dev.sluice.quota.keeping;

import dev.sluice.model.Caller;
import dev.sluice.model.Usage;
import dev.sluice.quota.Consumption;
import dev.sluice.quota.Demand;
import dev.sluice.quota.Target;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Generations of many accounts of one tenant, each reserved, settled and recorded. */
final class Generations {
  private static final int ACCOUNTS = 1_000;
  private static final Target BY = new Target("provider", "model");
  private static final Usage TOOK = new Usage.Exact(200, 300, 0, 0);

  private final Quotas quotas;
  private long begun;
  private long ended;

  Generations(Quotas quotas) {
    this.quotas = quotas;
  }

  /** One of them; what its two steps took goes to the timings. Not for two threads at a time. */
  Uni<Void> one(Timings reserving, Timings settling, Timings both) {
    long number = begun++;
    long asked = System.nanoTime();
    return quotas
        .reserve(demand(number), told -> {})
        .chain(
            reservation -> {
              long granted = System.nanoTime();
              reserving.add(granted - asked);
              return quotas
                  .settle(reservation, new Consumption(BY, TOOK, "Completed"))
                  .invoke(
                      () -> {
                        long done = System.nanoTime();
                        settling.add(done - granted);
                        both.add(done - asked);
                        ended++;
                      })
                  .chain(() -> quotas.record(reservation));
            });
  }

  private static Demand demand(long number) {
    String account = "account" + number % ACCOUNTS;
    Caller caller = new Caller("bench", account, "key-of-" + account, Caller.Role.CALLER);
    return new Demand("gen_bench" + number, caller, "chat", 250, 1_000, List.of(BY));
  }

  /** How many were settled so far. */
  long ended() {
    return ended;
  }
}
