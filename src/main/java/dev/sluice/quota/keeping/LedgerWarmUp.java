package dev.sluice.quota.keeping;

import dev.sluice.quota.ledger.Levels;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;

/**
 * Asks the ledger before the gateway opens: the first step of a new process, with its connection,
 * its scripts and its classes to load, takes longer than a request may wait for the ledger.
 */
@ApplicationScoped
class LedgerWarmUp {
  private static final Levels NOBODY = new Levels("default", "", "", "");
  private static final int LOOKS = 3;
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final LedgerAccess ledger;

  LedgerWarmUp(LedgerAccess ledger) {
    this.ledger = ledger;
  }

  /** Looks only; a ledger that is away is no reason not to start. */
  void start(@Observes StartupEvent event) throws Throwable {
    VertxContextSupport.subscribeAndAwait(this::looks);
  }

  private Uni<Void> looks() {
    return Multi.createFrom()
        .range(0, LOOKS)
        .onItem()
        .transformToUniAndConcatenate(look -> ledger.look(NOBODY, List.of()))
        .collect()
        .last()
        .ifNoItem()
        .after(LIMIT)
        .fail()
        .onFailure()
        .invoke(
            failure ->
                Log.warnf("quota ledger is away cause=%s", failure.getClass().getSimpleName()))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }
}
