package dev.sluice.quota.keeping;

import dev.sluice.quota.ledger.Ledger;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tells the ledger of all reservations held here: that they live and how far they came, and what it
 * could not be told before.
 */
@ApplicationScoped
class Telling {
  private static final int AT_ONCE = 100;
  private static final Uni<Boolean> FILLED = Uni.createFrom().item(true);
  private static final Uni<Boolean> EMPTY = Uni.createFrom().item(false);

  /** A rebuild that takes longer goes on by itself; the next round tells of what is held. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

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
    return Each.sideBySide(List.copyOf(held.byTenant().entrySet()), this::tell);
  }

  /**
   * An empty ledger is filled and told again at once: it waits for what is held here, but not long.
   */
  private Uni<Void> tell(Map.Entry<String, List<Reservation>> ofTenant) {
    String tenant = ofTenant.getKey();
    return tellOnce(tenant, ofTenant.getValue())
        .chain(
            filled ->
                filled
                    ? Uni.createFrom().voidItem()
                    : rebuild
                        .of(tenant)
                        .ifNoItem()
                        .after(PATIENCE)
                        .fail()
                        .chain(() -> tellOnce(tenant, held.of(tenant)))
                        .replaceWithVoid());
  }

  /** Yields whether the ledger had numbers for all of it. */
  private Uni<Boolean> tellOnce(String tenant, List<Reservation> all) {
    return Multi.createFrom()
        .iterable(pieces(all))
        .onItem()
        .transformToUniAndConcatenate(piece -> tellOrSkip(tenant, piece))
        .collect()
        .asList()
        .map(filled -> !filled.contains(false));
  }

  private Uni<Boolean> tellOrSkip(String tenant, List<Reservation> piece) {
    return tell(tenant, piece).onFailure().invoke(Each::failed).onFailure().recoverWithItem(true);
  }

  private static List<List<Reservation>> pieces(List<Reservation> all) {
    List<List<Reservation>> pieces = new ArrayList<>();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      pieces.add(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
    }
    return pieces;
  }

  private Uni<Boolean> tell(String tenant, List<Reservation> piece) {
    return ledger
        .announce(tenant)
        .chain(() -> settle(tenant, piece))
        .chain(filled -> filled ? release(tenant, piece) : EMPTY)
        .chain(filled -> filled ? finish(tenant, piece) : EMPTY);
  }

  private Uni<Boolean> settle(String tenant, List<Reservation> piece) {
    List<Reservation> living =
        piece.stream().filter(it -> !it.isLost()).filter(Telling::isCounted).toList();
    if (living.isEmpty()) {
      return FILLED;
    }
    return ledger
        .settle(tenant, living.stream().map(Reservation::entry).toList())
        .invoke(epochs -> counted(living, epochs))
        .map(epochs -> !epochs.isEmpty());
  }

  private static void counted(List<Reservation> living, List<Long> epochs) {
    for (int i = 0; i < epochs.size(); i++) {
      living.get(i).counted(epochs.get(i));
    }
  }

  private static boolean isCounted(Reservation reservation) {
    return reservation.stage() instanceof Stage.Open
        || reservation.stage() instanceof Stage.Settling;
  }

  private Uni<Boolean> release(String tenant, List<Reservation> piece) {
    List<Reservation> releasing =
        piece.stream().filter(it -> it.stage() instanceof Stage.Releasing).toList();
    if (releasing.isEmpty()) {
      return FILLED;
    }
    return ledger
        .release(tenant, releasing.stream().map(Reservation::entry).toList())
        .invoke(filled -> told(filled, releasing));
  }

  private Uni<Boolean> finish(String tenant, List<Reservation> piece) {
    List<Reservation> written = new ArrayList<>();
    List<Ledger.Recorded> recorded = new ArrayList<>();
    for (Reservation reservation : piece) {
      if (reservation.stage() instanceof Stage.Written row) {
        written.add(reservation);
        recorded.add(reservation.recorded(row));
      }
    }
    if (written.isEmpty()) {
      return FILLED;
    }
    return ledger.finish(tenant, recorded).invoke(filled -> told(filled, written));
  }

  private void told(boolean filled, List<Reservation> reservations) {
    if (filled) {
      reservations.forEach(held::remove);
    }
  }
}
