package dev.sluice.model;

/** The one typed end of a journey. Settlement and trace follow from it, once. */
public sealed interface Outcome {

  /** Its constant name in traces and metrics. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** The answer is whole. */
  record Completed() implements Outcome {}

  /** Ended by verdict. */
  record Cut(dev.sluice.model.Cut cut) implements Outcome {}

  /** The caller left. */
  record Disconnected() implements Outcome {}

  /** The caller stopped it. */
  record Cancelled() implements Outcome {}

  /** Nobody listened for longer than allowed. */
  record Abandoned() implements Outcome {}

  /** The provider failed, before or in mid-stream; the failure's kind tells which way. */
  record ProviderFailed(ProviderFailure failure) implements Outcome {}

  /** We said no before anything was released. */
  record Refused(Refusal refusal) implements Outcome {}

  /** The gateway stopped and the time to finish ran out. */
  record Drained() implements Outcome {}

  /** An operator's emergency stop ended it. */
  record Halted() implements Outcome {}

  /** Something of ours broke. */
  record Broken(Throwable cause) implements Outcome {}
}
