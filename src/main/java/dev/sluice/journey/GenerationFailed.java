package dev.sluice.journey;

import dev.sluice.journey.replay.End;

/** A generation that is read from its log failed when it ran. Carries no stack trace. */
public final class GenerationFailed extends RuntimeException {
  private final transient End.Failed end;

  GenerationFailed(End.Failed end) {
    super(end.message(), null, false, false);
    this.end = end;
  }

  /** How, in the words its first reader was told. */
  public End.Failed end() {
    return end;
  }
}
