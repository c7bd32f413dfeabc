package dev.sluice.moderation.lexicon.library;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The changes that are being prepared; there is one draft at a time.
 *
 * @param submission how often it was handed in; an approval names the one it means
 * @param note what its submitter says of it
 * @param submitter who handed it in last, as {@code tenant/account}
 * @param reason why it was sent back, where it was
 * @param authors everybody who had a hand in a change of it
 */
public record Draft(
    int number,
    State state,
    int submission,
    String note,
    Optional<String> submitter,
    Optional<Instant> submittedAt,
    String reason,
    int changes,
    List<String> authors) {

  /** Where a draft stands. */
  public enum State {
    /** It takes changes. */
    OPEN,
    /** It is as it is until somebody decides on it. */
    SUBMITTED,
    /** It became a version. */
    PUBLISHED,
    /** It was thrown away. */
    DISCARDED
  }
}
