package dev.sluice.journey;

import dev.sluice.model.Finding;
import dev.sluice.moderation.OutputModeration.Witness;
import java.util.Map;

/** Keeps with a journey what moderation tells of its answer. */
record JourneyWitness(Journey journey, Settlement settlement) implements Witness {

  @Override
  public void found(Finding evidence) {
    settlement.keep(journey, evidence);
  }

  @Override
  public void leftUnjudged(Map<Integer, Integer> from) {
    journey.leftUnjudged(from);
  }
}
