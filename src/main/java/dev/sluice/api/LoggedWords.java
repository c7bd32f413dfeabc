package dev.sluice.api;

import dev.sluice.journey.OutcomeWords;
import dev.sluice.journey.replay.End;
import dev.sluice.model.Outcome;
import jakarta.enterprise.context.ApplicationScoped;

/** The words of the error table, for those who log them for later readers. */
@ApplicationScoped
class LoggedWords implements OutcomeWords {

  @Override
  public End.Failed failed(Outcome outcome) {
    Errors error = Errors.of(outcome);
    return new End.Failed(error.code(), error.message(), error.type());
  }
}
