package dev.sluice.journey;

import dev.sluice.model.Outcome;

/** A journey was ended from outside before its answer began. Carries no stack trace. */
public final class Stopped extends RuntimeException {
  private final transient Outcome outcome;

  Stopped(Outcome outcome) {
    super(outcome.name(), null, false, false);
    this.outcome = outcome;
  }

  public Outcome outcome() {
    return outcome;
  }
}
