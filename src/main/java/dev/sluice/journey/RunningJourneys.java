package dev.sluice.journey;

import dev.sluice.model.Outcome;
import dev.sluice.model.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The journeys under way on this instance, so that they can be stopped, drained and counted. */
@Startup // so that its gauge is there from the start
@ApplicationScoped
public class RunningJourneys {
  private static final Duration COME_BACK = Duration.ofSeconds(5);

  private final Map<String, Journey> byId = new ConcurrentHashMap<>();
  private volatile boolean draining;

  RunningJourneys(MeterRegistry metrics) {
    metrics.gaugeMapSize("sluice_running_generations", Tags.empty(), byId);
  }

  /**
   * @throws Refusal.Unavailable while the gateway is stopping
   */
  void enter(Journey journey) {
    byId.put(journey.id(), journey);
    if (draining) { // asked after entering, so that none slips past a drain
      leave(journey);
      throw new Refusal.Unavailable(
          "no_provider_available", "The gateway is restarting; try again.", Optional.of(COME_BACK));
    }
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
    stopWhere(journey -> true, wish);
  }

  void stopWhere(Predicate<Journey> chosen, Outcome wish) {
    byId.values().stream().filter(chosen).forEach(journey -> journey.stop(wish));
  }

  Set<String> ids(Journey.Kind kind) {
    return byId.values().stream()
        .filter(journey -> journey.kind() == kind)
        .map(Journey::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  int size() {
    return byId.size();
  }

  boolean isEmpty() {
    return byId.isEmpty();
  }
}
