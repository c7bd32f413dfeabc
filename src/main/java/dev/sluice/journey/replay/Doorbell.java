package dev.sluice.journey.replay;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Wakes the readers of a log on this instance when something was stored. Carries no data. */
final class Doorbell {
  private final Map<String, Set<Runnable>> listeners = new ConcurrentHashMap<>();

  void listen(String id, Runnable listener) {
    listeners.compute(
        id,
        (key, those) -> {
          Set<Runnable> all = those == null ? ConcurrentHashMap.newKeySet() : those;
          all.add(listener);
          return all;
        });
  }

  void leave(String id, Runnable listener) {
    listeners.computeIfPresent(
        id,
        (key, those) -> {
          those.remove(listener);
          return those.isEmpty() ? null : those;
        });
  }

  void ring(String id) {
    listeners.getOrDefault(id, Set.of()).forEach(Runnable::run);
  }
}
