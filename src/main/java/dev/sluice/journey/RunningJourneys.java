package dev.sluice.journey;

import dev.sluice.model.Outcome;
import dev.sluice.model.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The journeys under way on this instance, so that they can be stopped, drained and counted. */
@ApplicationScoped
public class RunningJourneys {
  private static final Duration COME_BACK = Duration.ofSeconds(5);

  private final Map<String, Journey> byId = new ConcurrentHashMap<>();
  private volatile boolean draining;

  RunningJourneys(MeterRegistry metrics) {
    metrics.gaugeMapSize("sluice_running_generations", java.util.List.of(), byId);
  }

  /**
   * @throws Refusal.Unavailable while the gateway is stopping
   */
  void enter(Journey journey) {
    if (draining) {
      throw new Refusal.Unavailable(
          "no_provider_available", "The gateway is restarting; try again.", Optional.of(COME_BACK));
    }
    byId.put(journey.id(), journey);
  }

  void leave(Journey journey) {
    byId.remove(journey.id());
  }

  /** Ends the journey with this outcome if it runs here. */
  public boolean stop(String id, Outcome wish) {
    Optional<Journey> found = Optional.ofNullable(byId.get(id));
    found.ifPresent(journey -> journey.stop(wish));
    return found.isPresent();
  }

  void refuseNew() {
    draining = true;
  }

  void stopAll(Outcome wish) {
    byId.values().forEach(journey -> journey.stop(wish));
  }

  boolean isEmpty() {
    return byId.isEmpty();
  }
}
