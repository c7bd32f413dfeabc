package dev.sluice.quota.keeping;

import dev.sluice.quota.QuotaConfig;
import dev.sluice.quota.ledger.Ledger;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Tells the ledger, from time to time, of all reservations held here: that they live and how far
 * they came, and what it could not be told before. Looks after those that died as well.
 */
@ApplicationScoped
class Upkeep {
  private static final int AT_ONCE = 200;

  /** Of so many rounds one looks for those that were left behind. */
  private static final int LOOK_EVERY = 3;

  private final Held held;
  private final Ledger ledger;
  private final Rebuild rebuild;
  private final LostReservations lost;
  private final Duration interval;
  private final Vertx vertx;
  private final AtomicBoolean telling = new AtomicBoolean();
  private final AtomicBoolean looking = new AtomicBoolean();
  private long tellTimer;
  private long lookTimer;

  Upkeep(
      Held held,
      Ledger ledger,
      Rebuild rebuild,
      LostReservations lost,
      QuotaConfig config,
      Vertx vertx) {
    this.held = held;
    this.ledger = ledger;
    this.rebuild = rebuild;
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
    tellTimer = vertx.setPeriodic(millis, tick -> begin(telling, this::tell));
    lookTimer = vertx.setPeriodic(millis * LOOK_EVERY, tick -> begin(looking, this::look));
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
    return tell().chain(this::look);
  }

  /** What is held here. */
  private Uni<Void> tell() {
    return each(List.copyOf(held.byTenant().entrySet()), this::tell);
  }

  /** What others left behind. With very many tenants it takes its time, and nobody waits for it. */
  private Uni<Void> look() {
    return ledger
        .tenants()
        .chain(tenants -> each(List.copyOf(tenants), lost::end))
        .onFailure()
        .invoke(Upkeep::failed)
        .onFailure()
        .recoverWithNull();
  }

  /** One after the other; one that fails keeps no other from its turn. */
  private static <T> Uni<Void> each(List<T> all, Function<T, Uni<Void>> step) {
    return Multi.createFrom()
        .iterable(all)
        .onItem()
        .transformToUniAndConcatenate(
            one -> step.apply(one).onFailure().invoke(Upkeep::failed).onFailure().recoverWithNull())
        .collect()
        .last()
        .replaceWithVoid();
  }

  private static void failed(Throwable failure) {
    Log.debugf("quota upkeep failed cause=%s", failure.toString());
  }

  private Uni<Void> tell(Map.Entry<String, List<Reservation>> ofTenant) {
    String tenant = ofTenant.getKey();
    return each(pieces(ofTenant.getValue()), piece -> tell(tenant, piece));
  }

  private static List<List<Reservation>> pieces(List<Reservation> all) {
    List<List<Reservation>> pieces = new ArrayList<>();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      pieces.add(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
    }
    return pieces;
  }

  private Uni<Void> tell(String tenant, List<Reservation> piece) {
    return ledger
        .announce(tenant)
        .chain(() -> settle(tenant, piece))
        .chain(() -> release(tenant, piece))
        .chain(() -> finish(tenant, piece));
  }

  private Uni<Void> settle(String tenant, List<Reservation> piece) {
    List<Reservation> living =
        piece.stream().filter(it -> !it.isLost()).filter(Upkeep::isCounted).toList();
    if (living.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return ledger
        .settle(tenant, living.stream().map(Reservation::entry).toList())
        .chain(
            epochs -> {
              for (int i = 0; i < epochs.size(); i++) {
                living.get(i).counted(epochs.get(i));
              }
              return epochs.isEmpty() ? rebuild.of(tenant) : Uni.createFrom().voidItem();
            });
  }

  private static boolean isCounted(Reservation reservation) {
    return reservation.stage() instanceof Stage.Open
        || reservation.stage() instanceof Stage.Settling;
  }

  private Uni<Void> release(String tenant, List<Reservation> piece) {
    List<Reservation> releasing =
        piece.stream().filter(it -> it.stage() instanceof Stage.Releasing).toList();
    if (releasing.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return ledger
        .release(tenant, releasing.stream().map(Reservation::entry).toList())
        .chain(filled -> told(tenant, filled, releasing));
  }

  private Uni<Void> finish(String tenant, List<Reservation> piece) {
    List<Reservation> written = new ArrayList<>();
    List<Ledger.Recorded> recorded = new ArrayList<>();
    for (Reservation reservation : piece) {
      if (reservation.stage() instanceof Stage.Written row) {
        written.add(reservation);
        recorded.add(reservation.recorded(row));
      }
    }
    if (written.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return ledger.finish(tenant, recorded).chain(filled -> told(tenant, filled, written));
  }

  /** An empty ledger is told again once it is filled: it may be with a sum that is older. */
  private Uni<Void> told(String tenant, boolean filled, List<Reservation> reservations) {
    if (filled) {
      reservations.forEach(held::remove);
      return Uni.createFrom().voidItem();
    }
    return rebuild.of(tenant);
  }
}
