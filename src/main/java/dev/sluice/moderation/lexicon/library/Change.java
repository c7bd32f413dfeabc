package dev.sluice.moderation.lexicon.library;

import java.time.Instant;
import java.util.List;

/**
 * What a draft does to an entry.
 *
 * @param word as it is to be, or as it was where the entry is removed
 */
public record Change(
    EntryId entry, Kind kind, ListedWord word, List<String> authors, Instant changedAt) {

  /** Of what sort a change is. */
  public enum Kind {
    PUT,
    REMOVE
  }
}
