package dev.sluice.quota.keeping;

import dev.sluice.quota.Bound;
import dev.sluice.quota.ledger.Entry;
import dev.sluice.quota.ledger.Ledger;
import dev.sluice.quota.ledger.Levels;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A ledger of one tenant that does not wait after a rebuild: the test does what it waits for. */
record Ungathering(Ledger ledger, String tenant) implements Ledger {

  @Override
  public Uni<Answer> reserve(Entry entry, List<Bound> bounds) {
    return ledger.reserve(entry, bounds);
  }

  @Override
  public Uni<Answer> look(Levels levels, List<Bound> bounds) {
    return ledger.look(levels, bounds);
  }

  @Override
  public Uni<List<Long>> settle(String of, List<Entry> entries) {
    return ledger.settle(of, entries);
  }

  @Override
  public Uni<Boolean> release(String of, List<Entry> entries) {
    return ledger.release(of, entries);
  }

  @Override
  public Uni<Boolean> finish(String of, List<Recorded> recorded) {
    return ledger.finish(of, recorded);
  }

  @Override
  public Uni<List<Entry>> claim(String of) {
    return ledger.claim(of);
  }

  @Override
  public Uni<Void> install(String of, Base base, Duration gather) {
    return ledger.install(of, base, Duration.ZERO);
  }

  @Override
  public Uni<Void> announce(String of) {
    return ledger.announce(of);
  }

  @Override
  public Uni<Set<String>> tenants() {
    return Uni.createFrom().item(Set.of(tenant));
  }
}
