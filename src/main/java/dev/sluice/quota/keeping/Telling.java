package dev.sluice.quota.keeping;

import dev.sluice.quota.ledger.Ledger;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tells the ledger of all reservations held here: that they live and how far they came, and what it
 * could not be told before.
 */
@ApplicationScoped
class Telling {
  private static final int AT_ONCE = 200;

  private final Held held;
  private final Ledger ledger;
  private final Rebuild rebuild;

  Telling(Held held, Ledger ledger, Rebuild rebuild) {
    this.held = held;
    this.ledger = ledger;
    this.rebuild = rebuild;
  }

  /** Of all of them, once. */
  Uni<Void> all() {
    return OneByOne.each(List.copyOf(held.byTenant().entrySet()), this::tell);
  }

  private Uni<Void> tell(Map.Entry<String, List<Reservation>> ofTenant) {
    String tenant = ofTenant.getKey();
    return OneByOne.each(pieces(ofTenant.getValue()), piece -> tell(tenant, piece));
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
        piece.stream().filter(it -> !it.isLost()).filter(Telling::isCounted).toList();
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
