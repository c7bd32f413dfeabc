package dev.sluice.moderation.lexicon.library;

import dev.sluice.model.Category;
import dev.sluice.model.Page;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.OptionalLong;

/** The published versions of the word list, to read. */
public interface WordList {

  /** The newest version's number; 0 where none was ever published. */
  Uni<Integer> newest();

  /** Its entries by id, behind the page's cursor. */
  Uni<Page<ListEntry>> entries(int version, Filter filter, Slice slice);

  /** An entry of the newest version; fails with {@link Refusal.NotFound}. */
  Uni<ListEntry> entry(EntryId id);

  /** All versions, the newest first. */
  Uni<Page<Version>> versions(Slice slice);

  /** The version that last brought something new: not a return to an older one. */
  Uni<Optional<Version>> lastUpdate();

  /**
   * Which entries are wanted.
   *
   * @param part of the word, in any case; empty for all
   */
  record Filter(String part, Optional<Category> category) {
    public static final Filter ALL = new Filter("", Optional.empty());
  }

  /**
   * Which part of a list is wanted.
   *
   * @param behind a page's {@link Page#next}; empty: from the beginning
   */
  record Slice(Optional<String> behind, int limit) {

    /** The number the page begins behind. */
    OptionalLong number() {
      return behind.map(Slice::parse).orElse(OptionalLong.empty());
    }

    private static OptionalLong parse(String text) {
      try {
        return OptionalLong.of(Long.parseLong(text));
      } catch (NumberFormatException foreign) {
        throw Refusal.Invalid.parameter("cursor", "'cursor' must be one that a page gave.");
      }
    }
  }
}
