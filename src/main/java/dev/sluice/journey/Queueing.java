package dev.sluice.journey;

import dev.sluice.admission.queue.SlotQueue;
import dev.sluice.admission.queue.SlotRequest;
import dev.sluice.model.QueuePosition;
import dev.sluice.provider.Routes;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Has journeys wait for a slot of their alias, where that has a queue. */
@ApplicationScoped
class Queueing {
  private final SlotQueue queue;
  private final Routes routes;
  private final String defaultPlan;

  Queueing(
      SlotQueue queue,
      Routes routes,
      @ConfigProperty(name = "sluice.quota.default-plan", defaultValue = "free")
          String defaultPlan) {
    this.queue = queue;
    this.routes = routes;
    this.defaultPlan = defaultPlan;
  }

  /** Takes a slot, or a place where none is free. */
  Uni<Void> enter(Journey journey) {
    return queue.enter(request(journey)).invoke(journey::queued).replaceWithVoid();
  }

  private SlotRequest request(Journey journey) {
    return new SlotRequest(
        journey.route().alias(),
        routes.capacity(journey.route()),
        journey.id(),
        journey.caller().owner(),
        journey.caller().rights().plan().orElse(defaultPlan));
  }

  /** Waits until the slot is the journey's; at once where no place was needed. */
  Uni<Void> turn(Journey journey, Consumer<QueuePosition> told) {
    return journey
        .place()
        .map(place -> place.turn(told))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  /** Frees the slot or the place; called at the end of every journey, however far it came. */
  void leave(Journey journey) {
    if (journey.route().queue()) {
      queue.leave(journey.route().alias(), journey.id());
    }
  }
}
