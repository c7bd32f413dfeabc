package dev.sluice.admission.launch.batch;

import java.time.Instant;

/** Where a batch of the gray release stands; each state offers its legal moves only. */
public sealed interface BatchState {

  /** Nobody of it gets in yet. */
  record Planned() implements BatchState {
    Open open(Instant now) {
      return new Open(now);
    }
  }

  /** Its invites work. */
  record Open(Instant since) implements BatchState {
    Closed close(Instant now) {
      return new Closed(since, now);
    }
  }

  /** Nobody more of it gets in; who is in stays in. It never opens again. */
  record Closed(Instant since, Instant until) implements BatchState {}
}
