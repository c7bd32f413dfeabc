package dev.sluice.quota.keeping;

import dev.sluice.model.Usage;
import dev.sluice.quota.Consumption;
import dev.sluice.quota.Progress;
import dev.sluice.quota.ledger.Entry;
import dev.sluice.quota.ledger.Ledger;
import dev.sluice.quota.ledger.Ledger.Recorded;
import dev.sluice.quota.ledger.Note;
import dev.sluice.quota.ledger.UsageRecord;
import dev.sluice.quota.ledger.UsageRecords;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Ends what instances that died left behind: settled by the progress they last told of, given back
 * where no provider had answered yet. Whoever dies at it leaves it to the next, since the ledger
 * keeps it until its row is written.
 */
@ApplicationScoped
class LostReservations {
  private static final String OUTCOME = "InstanceLost";

  private final Ledger ledger;
  private final UsageRecords records;
  private final Charges charges;
  private final Warnings warnings;
  private final Held held;

  LostReservations(
      Ledger ledger, UsageRecords records, Charges charges, Warnings warnings, Held held) {
    this.ledger = ledger;
    this.records = records;
    this.charges = charges;
    this.warnings = warnings;
    this.held = held;
  }

  /** One look at a tenant. */
  Uni<Void> end(String tenant) {
    return ledger.claim(tenant).chain(this::endAll);
  }

  private Uni<Void> endAll(List<Entry> claimed) {
    return Multi.createFrom()
        .iterable(claimed)
        .filter(left -> !held.has(left.id()))
        .onItem()
        .transformToUniAndConcatenate(this::end)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> end(Entry left) {
    if (left.state() == Entry.State.SETTLED) {
      return record(left);
    }
    warnings.takenOver();
    Log.warnf("reservation taken over traceId=%s", left.id());
    Progress progress = Note.progress(left.note());
    return progress
        .by()
        .map(by -> new Consumption(by, usage(progress), OUTCOME))
        .map(consumed -> settle(left, consumed))
        .orElseGet(() -> release(left));
  }

  /** Leaves a mark: should its instance live after all, the row that it writes is counted. */
  private Uni<Void> release(Entry left) {
    return ledger.release(left.levels().tenant(), List.of(left.of(0))).replaceWithVoid();
  }

  private static Usage usage(Progress progress) {
    return new Usage.Estimated(
        Math.toIntExact(progress.inputTokens()), Math.toIntExact(progress.outputTokens()));
  }

  private Uni<Void> settle(Entry left, Consumption consumed) {
    UsageRecord usage =
        charges.inTheEnd(left.id(), left.levels(), left.place(), left.amounts(), consumed);
    Entry settled =
        new Entry(
            left.id(),
            left.levels(),
            left.place(),
            Entry.State.SETTLED,
            usage.amounts(),
            Note.of(usage));
    return ledger
        .settle(left.levels().tenant(), List.of(settled))
        .chain(counted -> record(settled));
  }

  private Uni<Void> record(Entry settled) {
    return records
        .add(Note.usage(settled))
        .chain(
            row ->
                ledger.finish(
                    settled.levels().tenant(),
                    List.of(new Recorded(settled.with(row.amounts()), row.epoch()))))
        .replaceWithVoid();
  }
}
