package dev.sluice.journey;

import dev.sluice.journey.replay.Appender;
import dev.sluice.journey.replay.Entry;
import dev.sluice.journey.replay.LogMeta;
import dev.sluice.journey.replay.LoggedEvent;
import dev.sluice.journey.replay.ReplayLog;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Knows who is alive and who is read; keeps nothing. */
final class FakeReplayLog implements ReplayLog {
  final Set<String> alive = new HashSet<>();
  final Set<String> read = new HashSet<>();

  final java.util.List<String> endedForLost = new java.util.ArrayList<>();

  @Override
  public String instanceId() {
    return "this";
  }

  @Override
  public Uni<Boolean> isAlive(String instanceId) {
    return Uni.createFrom().item(() -> alive.contains(instanceId));
  }

  @Override
  public Uni<Void> endLost(String generationId) {
    return Uni.createFrom().voidItem().invoke(() -> endedForLost.add(generationId));
  }

  @Override
  public Uni<Boolean> hasReaders(String generationId) {
    return Uni.createFrom().item(() -> read.contains(generationId));
  }

  @Override
  public Uni<Appender> begin(String id, String account, Entry.Opened opened, Duration ttl) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Multi<LoggedEvent> read(String id, long after) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Uni<Optional<LogMeta>> meta(String id) {
    return Uni.createFrom().item(Optional.empty());
  }

  @Override
  public Uni<Boolean> requestCancel(String id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void onCancelRequested(Consumer<String> cancel) {}
}
