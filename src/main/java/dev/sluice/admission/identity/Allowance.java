package dev.sluice.admission.identity;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** How often somebody may ask for something that costs money or guesses. */
public interface Allowance {

  /**
   * Takes one. Fails with {@link dev.sluice.model.Refusal.Exhausted} where none is left.
   *
   * @param what is asked for, a short word
   * @param whose share it is: an owner or a keyed hash, never an identity
   * @param window from the first one on
   */
  Uni<Void> take(String what, String whose, int most, Duration window);
}
