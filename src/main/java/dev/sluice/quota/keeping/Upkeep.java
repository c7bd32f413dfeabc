package dev.sluice.quota.keeping;

import dev.sluice.quota.QuotaConfig;
import dev.sluice.quota.ledger.Ledger;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * From time to time tells the ledger of what is held here, and looks for what instances that died
 * left behind. The two do not wait for each other: with very many tenants the looking takes its
 * time.
 */
@ApplicationScoped
class Upkeep {
  /** Of so many rounds of telling one comes with a look. */
  private static final int LOOK_EVERY = 3;

  private final Telling telling;
  private final Ledger ledger;
  private final LostReservations lost;
  private final Duration interval;
  private final Vertx vertx;
  private final AtomicBoolean tells = new AtomicBoolean();
  private final AtomicBoolean looks = new AtomicBoolean();
  private long tellTimer;
  private long lookTimer;

  Upkeep(Telling telling, Ledger ledger, LostReservations lost, QuotaConfig config, Vertx vertx) {
    this.telling = telling;
    this.ledger = ledger;
    this.lost = lost;
    this.interval = interval(config);
    this.vertx = vertx;
  }

  /** Ten times a lease. */
  static Duration interval(QuotaConfig config) {
    return config.lease().dividedBy(10);
  }

  void start(@Observes StartupEvent event) {
    long millis = Math.max(1, interval.toMillis());
    tellTimer = vertx.setPeriodic(millis, tick -> begin(tells, telling::all));
    lookTimer = vertx.setPeriodic(millis * LOOK_EVERY, tick -> begin(looks, this::look));
  }

  void stop(@Observes ShutdownEvent event) {
    vertx.cancelTimer(tellTimer);
    vertx.cancelTimer(lookTimer);
  }

  /** One round at a time: a step that is late must not meet one of the next round. */
  private static void begin(AtomicBoolean busy, Supplier<Uni<Void>> work) {
    if (busy.compareAndSet(false, true)) {
      work.get().subscribe().with(done -> busy.set(false), failure -> busy.set(false));
    }
  }

  /** One round: what is held here, then what others left behind. */
  Uni<Void> round() {
    return telling.all().chain(this::look);
  }

  private Uni<Void> look() {
    return ledger
        .tenants()
        .chain(tenants -> Each.sideBySide(List.copyOf(tenants), lost::end))
        .onFailure()
        .invoke(Each::failed)
        .onFailure()
        .recoverWithNull();
  }
}
