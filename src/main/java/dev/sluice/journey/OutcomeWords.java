package dev.sluice.journey;

import dev.sluice.journey.replay.End;
import dev.sluice.model.Outcome;

/** What callers are told of an outcome that is a failure, known to the api room alone. */
public interface OutcomeWords {

  End.Failed failed(Outcome outcome);
}
