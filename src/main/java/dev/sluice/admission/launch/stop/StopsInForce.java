package dev.sluice.admission.launch.stop;

import dev.sluice.admission.launch.LaunchConfig;
import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The emergency stops as this instance knows them: asked for every request, so from memory. */
@ApplicationScoped
public class StopsInForce {
  private final Switches switches;
  private final RunningGenerations running;
  private final Duration retryAfter;
  private final AtomicLong looks = new AtomicLong();
  private volatile List<Stop> stops = List.of();
  private long newest;

  StopsInForce(Switches switches, RunningGenerations running, LaunchConfig config) {
    this.switches = switches;
    this.running = running;
    this.retryAfter = config.switches().retryAfter();
  }

  /**
   * @throws Refusal.Unavailable where generating is stopped for this caller and alias
   */
  public void check(Caller caller, String alias) {
    stops.stream()
        .map(Stop::scope)
        .filter(scope -> scope.covers(caller.tenant(), alias))
        .findFirst()
        .ifPresent(this::refuse);
  }

  private void refuse(Scope scope) {
    throw new Refusal.Unavailable(
        "no_provider_available",
        scope.words() + " was stopped by the operator; try again later.",
        Optional.of(retryAfter));
  }

  /**
   * Learns the stops anew. Those that end what runs do so every time: a request that was let in a
   * moment before the stop was known here is caught by the next look. Looks may overtake each
   * other; what an older one saw is dropped then.
   */
  public Uni<Void> refresh() {
    return Uni.createFrom()
        .deferred(
            () -> {
              long look = looks.incrementAndGet();
              return switches.inForce().invoke(found -> know(look, found));
            })
        .replaceWithVoid();
  }

  private synchronized void know(long look, List<Stop> found) {
    if (look < newest) {
      return;
    }
    newest = look;
    if (!found.equals(stops)) {
      Log.warnf("emergency stops changed inForce=%d", found.size());
    }
    stops = found;
    found.stream()
        .filter(stop -> stop.running() == Stop.Running.END)
        .forEach(stop -> running.end(stop.scope()));
  }
}
