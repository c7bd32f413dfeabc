package dev.sluice.quota.keeping;

import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import dev.sluice.quota.Allowance;
import dev.sluice.quota.Bound;
import dev.sluice.quota.Consumption;
import dev.sluice.quota.Demand;
import dev.sluice.quota.Level;
import dev.sluice.quota.Progress;
import dev.sluice.quota.QuotaConfig;
import dev.sluice.quota.QuotaConfig.OnLedgerFailure;
import dev.sluice.quota.Standing;
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
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private final QuotaConfig config;
  private final Clock clock;
  private final LocalShare local;

  Quotas(
      Terms terms,
      Charges charges,
      LedgerAccess ledger,
      UsageRecords records,
      Held held,
      Warnings warnings,
      QuotaConfig config,
      Clock clock) {
    this.terms = terms;
    this.charges = charges;
    this.ledger = ledger;
    this.records = records;
    this.held = held;
    this.warnings = warnings;
    this.config = config;
    this.clock = clock;
    this.local = new LocalShare(config.localShare());
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
                  .map(answer -> reserved(wish, answer, told))
                  .onFailure(failure -> !(failure instanceof Refusal))
                  .recoverWithUni(
                      failure -> Uni.createFrom().item(() -> withoutLedger(wish, failure, told)));
            });
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
      local.forget();
      warnings.tell(wish.entry.levels(), granted.readings());
      return hold(wish, granted.place(), granted.readings(), told);
    }
    if (answer instanceof Ledger.Refused refused) {
      throw denied(refused.readings(), told);
    }
    throw unavailable(answer instanceof Ledger.Gathering gathering ? gathering.left() : SOON);
  }

  private Reservation hold(
      Wish wish, Place place, List<Reading> readings, Consumer<Allowance> told) {
    Allowance allowance = new Allowance(readings.stream().map(Reading::after).toList());
    Entry entry = wish.entry;
    Reservation reservation =
        new Reservation(entry.id(), entry.levels(), entry.amounts(), place, allowance);
    held.add(reservation);
    told.accept(allowance);
    return reservation;
  }

  private Refusal denied(List<Reading> readings, Consumer<Allowance> told) {
    warnings.refused(readings);
    told.accept(new Allowance(readings.stream().map(Reading::before).toList()));
    return Denial.of(readings);
  }

  private static Refusal unavailable(Duration retryAfter) {
    return new Refusal.Unavailable(
        "quota_unavailable",
        "Quotas cannot be checked at the moment; try again.",
        Optional.of(retryAfter));
  }

  /** By the share that operators allow for such times, or not at all. */
  private Reservation withoutLedger(Wish wish, Throwable failure, Consumer<Allowance> told) {
    Log.debugf("quota ledger failed cause=%s", failure.toString());
    if (config.onLedgerFailure() == OnLedgerFailure.REFUSE) {
      throw unavailable(SOON);
    }
    List<Reading> readings = local.take(wish.entry.levels(), wish.bounds, wish.entry.amounts());
    if (!readings.stream().allMatch(Reading::fits)) {
      throw unavailable(SOON);
    }
    return hold(wish, today(), readings, told);
  }

  private Place today() {
    LocalDate day = LocalDate.ofInstant(clock.instant(), config.zone());
    return new Place(0, day.toEpochDay(), clock.instant().getEpochSecond(), 0);
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
              giveLocalBack(reservation, reservation.amounts().above(usage.amounts()));
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

  private void giveLocalBack(Reservation reservation, Amounts unspent) {
    if (reservation.place().epoch() == 0) {
      List<Bound> bounds =
          reservation.allowance().standings().stream().map(Standing::bound).toList();
      local.giveBack(reservation.levels(), bounds, unspent);
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
              giveLocalBack(reservation, reservation.amounts());
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

  /** How the caller's limits stand at all levels; those of an alias for every alias with a plan. */
  public Uni<List<AliasAllowance>> standings(Caller caller) {
    List<Uni<AliasAllowance>> looks = new ArrayList<>();
    looks.add(look(caller, Optional.empty()));
    terms.limitedAliases().stream()
        .filter(alias -> caller.rights().mayName(alias))
        .forEach(alias -> looks.add(look(caller, Optional.of(alias))));
    return Uni.join()
        .all(looks)
        .andFailFast()
        .onFailure(failure -> !(failure instanceof Refusal))
        .transform(failure -> unavailable(SOON));
  }

  private Uni<AliasAllowance> look(Caller caller, Optional<String> alias) {
    String name = alias.orElse("");
    List<Bound> bounds =
        terms.of(caller, name).stream()
            .filter(bound -> (bound.level() == Level.ALIAS) == alias.isPresent())
            .toList();
    return ledger
        .look(Levels.of(caller, name), bounds)
        .map(
            answer -> {
              if (answer instanceof Ledger.Granted looked) {
                return new AliasAllowance(alias, standing(looked.readings()));
              }
              throw unavailable(SOON);
            });
  }

  private static Allowance standing(List<Reading> readings) {
    return new Allowance(readings.stream().map(Reading::before).toList());
  }

  private record Wish(Entry entry, List<Bound> bounds) {}
}
