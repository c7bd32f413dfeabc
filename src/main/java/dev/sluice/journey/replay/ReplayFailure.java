package dev.sluice.journey.replay;

/**
 * The replay log cannot do what it was asked for; made in this room only. Carries no stack trace
 * and no content: each kind is an event that operations expect.
 */
public abstract sealed class ReplayFailure extends RuntimeException {

  private ReplayFailure(String message) {
    super(message, null, false, false);
  }

  /** No log by that id: never begun, or expired. */
  public static final class UnknownGeneration extends ReplayFailure {
    UnknownGeneration(String generationId) {
      super("no replay log of generation " + generationId);
    }
  }

  /** The events asked for were trimmed, or the log vanished while in use. */
  public static final class ReplayGone extends ReplayFailure {
    ReplayGone(String generationId, long number) {
      super("event " + number + " of generation " + generationId + " is no longer kept");
    }
  }

  /** Somebody else ended the log: this instance was taken for dead. */
  public static final class EndedElsewhere extends ReplayFailure {
    EndedElsewhere(String generationId) {
      super("the replay log of generation " + generationId + " was ended by another instance");
    }
  }

  /** Another log by that id exists. */
  public static final class AlreadyBegun extends ReplayFailure {
    AlreadyBegun(String generationId) {
      super("generation " + generationId + " has a replay log already");
    }
  }

  /** Redis did not answer as it should for longer than we wait. */
  public static final class ReplayUnavailable extends ReplayFailure {
    ReplayUnavailable(Throwable cause) {
      super("the replay log is unavailable: " + cause.getClass().getSimpleName());
    }
  }
}
