package dev.sluice.moderation.lexicon.library;

import dev.sluice.model.Refusal;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * From when to when an entry counts.
 *
 * @param from its first instant; empty: from its publication
 * @param until the first instant at which it no longer counts; empty: for good
 */
public record Validity(Optional<Instant> from, Optional<Instant> until) {
  public static final Validity ALWAYS = new Validity(Optional.empty(), Optional.empty());

  public Validity {
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      throw Refusal.Invalid.parameter("valid_until", "'valid_until' must lie behind 'valid_from'.");
    }
  }

  boolean holds(Instant now) {
    return from.filter(now::isBefore).isEmpty()
        && until.filter(end -> !now.isBefore(end)).isEmpty();
  }

  /** The instants after this one at which it begins or ceases to count. */
  Stream<Instant> changesAfter(Instant now) {
    return Stream.concat(from.stream(), until.stream()).filter(change -> change.isAfter(now));
  }
}
