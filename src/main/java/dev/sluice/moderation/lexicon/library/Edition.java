package dev.sluice.moderation.lexicon.library;

import dev.sluice.moderation.lexicon.Lexicon;
import java.time.Instant;
import java.util.Optional;

/**
 * The list as it counts at a time: a published version and the configured files, without what is
 * not valid then.
 *
 * @param version the published version; 0 where there is none
 * @param until when an entry begins or ceases to count, and another edition is due
 */
public record Edition(int version, Optional<Instant> until, Lexicon lexicon, Coverage coverage) {

  boolean holds(int newest, Instant now) {
    return version == newest && until.filter(change -> !now.isBefore(change)).isEmpty();
  }
}
