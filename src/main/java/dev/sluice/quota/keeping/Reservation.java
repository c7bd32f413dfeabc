package dev.sluice.quota.keeping;

import dev.sluice.quota.Allowance;
import dev.sluice.quota.Progress;
import dev.sluice.quota.ledger.Amounts;
import dev.sluice.quota.ledger.Entry;
import dev.sluice.quota.ledger.Ledger.Recorded;
import dev.sluice.quota.ledger.Levels;
import dev.sluice.quota.ledger.Note;
import dev.sluice.quota.ledger.Place;
import dev.sluice.quota.ledger.UsageRecord;
import dev.sluice.quota.ledger.UsageRecords.Kept;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * What a generation may take, debited before its provider is called. Ends once, by {@link
 * Quotas#settle} or {@link Quotas#release}; whichever comes first holds. Safe from any thread.
 */
public final class Reservation {
  private static final Stage OPEN = new Stage.Open();
  private static final Supplier<Progress> NOTHING = () -> Progress.NONE;

  private final String id;
  private final Levels levels;
  private final Amounts amounts;
  private final Allowance allowance;
  private final AtomicReference<Stage> stage = new AtomicReference<>(OPEN);
  private volatile Place place;
  private volatile boolean lost;
  private volatile Supplier<Progress> progress = NOTHING;

  Reservation(String id, Levels levels, Amounts amounts, Place place, Allowance allowance) {
    this.id = id;
    this.levels = levels;
    this.amounts = amounts;
    this.place = place;
    this.allowance = allowance;
  }

  public String id() {
    return id;
  }

  /** How the caller's limits stood with this reservation counted. */
  public Allowance allowance() {
    return allowance;
  }

  /** Has the generation's progress reported, from time to time and from other threads. */
  public void follow(Supplier<Progress> source) {
    progress = source;
    if (stage.get() != OPEN) {
      progress = NOTHING;
    }
  }

  Levels levels() {
    return levels;
  }

  Amounts amounts() {
    return amounts;
  }

  Place place() {
    return place;
  }

  Stage stage() {
    return stage.get();
  }

  /** True for the first end. Whatever told of the progress is let go of. */
  boolean end(Stage by) {
    boolean first = stage.compareAndSet(OPEN, by);
    progress = NOTHING;
    return first;
  }

  void written(UsageRecord usage, Kept row) {
    stage.set(new Stage.Written(usage, row));
  }

  /** What the ledger answered: the epoch that counts it, 0 where others ended it. */
  void counted(long epoch) {
    if (epoch == 0) {
      lost = true;
    } else {
      place = place.in(epoch);
    }
  }

  /** Whether it was taken from us, since we gave no sign of life. */
  boolean isLost() {
    return lost;
  }

  /** As the ledger is to have it now. */
  Entry entry() {
    Stage now = stage.get();
    if (now instanceof Stage.Settling settling) {
      return settled(settling.usage());
    }
    if (now instanceof Stage.Written written) {
      return settled(written.usage());
    }
    return new Entry(id, levels, place, Entry.State.OPEN, amounts, Note.of(levels, progress.get()));
  }

  private Entry settled(UsageRecord usage) {
    return new Entry(id, levels, place, Entry.State.SETTLED, usage.amounts(), Note.of(usage));
  }

  Recorded recorded(Stage.Written written) {
    return new Recorded(
        settled(written.usage()).with(written.row().amounts()), written.row().epoch());
  }
}
