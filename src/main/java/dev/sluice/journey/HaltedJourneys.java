package dev.sluice.journey;

import dev.sluice.admission.launch.stop.RunningGenerations;
import dev.sluice.admission.launch.stop.Scope;
import dev.sluice.model.Outcome;
import jakarta.enterprise.context.ApplicationScoped;

/** Ends the journeys of this instance that an operator's emergency stop covers. */
@ApplicationScoped
class HaltedJourneys implements RunningGenerations {
  private final RunningJourneys running;

  HaltedJourneys(RunningJourneys running) {
    this.running = running;
  }

  @Override
  public void end(Scope scope) {
    running.stopWhere(
        journey -> scope.covers(journey.caller().tenant(), journey.route().alias()),
        new Outcome.Halted());
  }
}
