package dev.sluice.admission.queue;

import dev.sluice.model.Refusal;
import java.time.Duration;
import java.util.Optional;

/** What those are told who cannot wait, or not any longer. */
final class Refusals {
  private static final String FULL = "queue_full";

  private Refusals() {}

  /**
   * @param pace how long one place takes, and so how soon there is one
   */
  static Refusal full(Duration pace) {
    return new Refusal.Unavailable(
        FULL, "Too many wait for this model already; try again later.", Optional.of(pace));
  }

  static Refusal tooMany(int places, Duration pace) {
    return new Refusal.Exhausted(
        Refusal.Exhausted.Limit.CONCURRENCY,
        "You wait in " + places + " places for this model already, which is as many as one may.",
        Optional.of(pace));
  }

  static Refusal tooLate(Duration waited, Duration pace) {
    return new Refusal.Unavailable(
        FULL,
        "No slot came free within " + waited.toSeconds() + " s; try again later.",
        Optional.of(pace));
  }
}
