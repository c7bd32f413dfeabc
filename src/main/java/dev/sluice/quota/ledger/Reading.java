package dev.sluice.quota.ledger;

import dev.sluice.quota.Bound;
import dev.sluice.quota.Standing;
import java.time.Duration;
import java.util.Optional;

/**
 * What the ledger found for one limit.
 *
 * @param used before the generation that was asked for
 * @param wanted for it
 * @param fits whether the limit allows it
 * @param waitMillis until it would
 * @param unusedMillis until nothing of the limit is used; -1 where no time frees it
 * @param warns whether the limit is nearly used up, and nobody was told yet
 */
public record Reading(
    Bound bound,
    long used,
    long wanted,
    boolean fits,
    long waitMillis,
    long unusedMillis,
    boolean warns) {

  /** Before it was counted. */
  public Standing before() {
    return standing(used);
  }

  /** After it was counted. */
  public Standing after() {
    return standing(used + wanted);
  }

  private Standing standing(long now) {
    Optional<Duration> reset =
        unusedMillis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(unusedMillis));
    return new Standing(bound, now, reset);
  }
}
