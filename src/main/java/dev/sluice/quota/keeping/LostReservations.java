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
  /** So many in one look; the next look goes on. */
  private static final int BATCHES = 100;

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

  /** One look at a tenant, at all that is left behind. */
  Uni<Void> end(String tenant) {
    return end(tenant, BATCHES);
  }

  private Uni<Void> end(String tenant, int batches) {
    return ledger
        .claim(tenant)
        .call(this::endAll)
        .chain(
            claimed ->
                claimed.size() < Ledger.CLAIMED_AT_ONCE || batches <= 1
                    ? Uni.createFrom().voidItem()
                    : end(tenant, batches - 1));
  }

  private Uni<Void> endAll(List<Entry> claimed) {
    return Each.oneByOne(
        claimed.stream().filter(left -> !held.has(left.id())).toList(), this::tryToEnd);
  }

  /** One that cannot be ended stays in the ledger, and its lease ends again. */
  private Uni<Void> tryToEnd(Entry left) {
    return Uni.createFrom()
        .deferred(() -> end(left))
        .onFailure()
        .invoke(
            failure ->
                Log.warnf(
                    "lost reservation not ended traceId=%s cause=%s",
                    left.id(), failure.getClass().getSimpleName()));
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
