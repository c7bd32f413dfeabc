package dev.sluice.quota.keeping;

import dev.sluice.model.Refusal;
import dev.sluice.quota.Allowance;
import dev.sluice.quota.Bound;
import dev.sluice.quota.Consumption;
import dev.sluice.quota.Demand;
import dev.sluice.quota.Progress;
import dev.sluice.quota.Terms;
import dev.sluice.quota.ledger.Amounts;
import dev.sluice.quota.ledger.Entry;
import dev.sluice.quota.ledger.Ledger;
import dev.sluice.quota.ledger.Levels;
import dev.sluice.quota.ledger.Note;
import dev.sluice.quota.ledger.Place;
import dev.sluice.quota.ledger.Reading;
import dev.sluice.quota.ledger.UsageRecord;
import dev.sluice.quota.ledger.UsageRecords;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lets generations begin as far as their callers' limits allow: what one may take is reserved
 * before its provider is called, and becomes what it took when it ends.
 */
@ApplicationScoped
public class Quotas {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Terms terms;
  private final Charges charges;
  private final LedgerAccess ledger;
  private final UsageRecords records;
  private final Held held;
  private final Warnings warnings;
  private final LedgerOutage outage;

  Quotas(
      Terms terms,
      Charges charges,
      LedgerAccess ledger,
      UsageRecords records,
      Held held,
      Warnings warnings,
      LedgerOutage outage) {
    this.terms = terms;
    this.charges = charges;
    this.ledger = ledger;
    this.records = records;
    this.held = held;
    this.warnings = warnings;
    this.outage = outage;
  }

  /**
   * Reserves what is demanded at every level or at none. Fails with {@link Refusal.Exhausted} where
   * a limit does not allow it, with {@link Refusal.Unavailable} where nobody can say.
   *
   * @param told how the caller's limits stand, before the item or the failure comes
   */
  public Uni<Reservation> reserve(Demand demand, Consumer<Allowance> told) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Wish wish = wish(demand);
              return ledger
                  .reserve(wish.entry, wish.bounds)
                  .onFailure()
                  .recoverWithUni(failure -> withoutLedger(wish, failure))
                  .map(answer -> reserved(wish, answer, told));
            });
  }

  private Uni<Ledger.Answer> withoutLedger(Wish wish, Throwable failure) {
    Log.debugf("quota ledger failed cause=%s", failure.toString());
    return Uni.createFrom().item(() -> outage.grant(wish.entry, wish.bounds, SOON));
  }

  private Wish wish(Demand demand) {
    Levels levels = Levels.of(demand.caller(), demand.alias());
    Entry entry =
        new Entry(
            demand.id(),
            levels,
            new Place(0, 0, 0, 0),
            Entry.State.OPEN,
            charges.atMost(demand),
            Note.of(levels, Progress.NONE));
    return new Wish(entry, terms.of(demand.caller(), demand.alias()));
  }

  private Reservation reserved(Wish wish, Ledger.Answer answer, Consumer<Allowance> told) {
    if (answer instanceof Ledger.Granted granted) {
      return hold(wish.entry, granted, told);
    }
    if (answer instanceof Ledger.Refused refused) {
      throw denied(refused.readings(), told);
    }
    Duration left = answer instanceof Ledger.Gathering gathering ? gathering.left() : SOON;
    return hold(wish.entry, outage.grant(wish.entry, wish.bounds, left), told);
  }

  private Reservation hold(Entry entry, Ledger.Granted granted, Consumer<Allowance> told) {
    if (granted.place().epoch() != 0) {
      outage.over();
    }
    Allowance allowance = new Allowance(granted.readings().stream().map(Reading::after).toList());
    Reservation reservation =
        new Reservation(entry.id(), entry.levels(), entry.amounts(), granted.place(), allowance);
    held.add(reservation);
    tell(() -> warnings.tell(entry.levels(), granted.readings()));
    tell(() -> told.accept(allowance));
    return reservation;
  }

  /** What was granted stays granted, whoever cannot be told of it. */
  private static void tell(Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException failure) {
      Log.warnf("quota not told cause=%s", failure.getClass().getSimpleName());
    }
  }

  private Refusal denied(List<Reading> readings, Consumer<Allowance> told) {
    warnings.refused(readings);
    tell(() -> told.accept(new Allowance(readings.stream().map(Reading::before).toList())));
    return Denial.of(readings);
  }

  /**
   * Counts what was taken in place of what was reserved. Never fails: where the ledger is away it
   * is told later. {@link #record} must follow.
   */
  public Uni<Void> settle(Reservation reservation, Consumption consumed) {
    return Uni.createFrom()
        .deferred(
            () -> {
              UsageRecord usage =
                  charges.inTheEnd(
                      reservation.id(),
                      reservation.levels(),
                      reservation.place(),
                      reservation.amounts(),
                      consumed);
              if (!reservation.end(new Stage.Settling(usage))) {
                return Uni.createFrom().voidItem();
              }
              noteOverdraft(usage);
              outage.giveBack(reservation, reservation.amounts().above(usage.amounts()));
              return ledger
                  .settle(reservation.entry())
                  .invoke(epochs -> epochs.forEach(reservation::counted))
                  .onFailure()
                  .recoverWithNull()
                  .replaceWithVoid();
            });
  }

  private void noteOverdraft(UsageRecord usage) {
    if (!usage.overdraft().equals(Amounts.NONE)) {
      warnings.overdrawn();
      Log.debugf("reservation overdrawn traceId=%s", usage.id());
    }
  }

  /**
   * Puts on record what was settled. Fails where the database is away; then it must be repeated.
   */
  public Uni<Void> record(Reservation reservation) {
    return reservation.stage() instanceof Stage.Settling settling
        ? records
            .add(settling.usage())
            .invoke(row -> reservation.written(settling.usage(), row))
            .replaceWithVoid()
        : Uni.createFrom().voidItem();
  }

  /** Gives everything back, the request too. Never fails: the ledger may be told later. */
  public Uni<Void> release(Reservation reservation) {
    return Uni.createFrom()
        .deferred(
            () -> {
              if (!reservation.end(new Stage.Releasing())) {
                return Uni.createFrom().voidItem();
              }
              outage.giveBack(reservation, reservation.amounts());
              return ledger
                  .release(reservation.entry())
                  .invoke(filled -> told(reservation, filled))
                  .onFailure()
                  .recoverWithNull()
                  .replaceWithVoid();
            });
  }

  private void told(Reservation reservation, boolean filled) {
    if (filled) {
      held.remove(reservation);
    }
  }

  private record Wish(Entry entry, List<Bound> bounds) {}
}
