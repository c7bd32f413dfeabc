package dev.sluice.moderation.lexicon.library;

import dev.sluice.model.Caller;
import dev.sluice.model.Page;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * How the word list is changed: changes are collected in a draft, handed in, and published by a
 * second person. Whatever does not fit how the draft stands fails with {@link Refusal.Conflict}.
 */
public interface Drafts {
  /** The most entries the list may have, drafts included. */
  int MOST_ENTRIES = 200_000;

  /** The draft there is. */
  Uni<Optional<Draft>> current();

  /** The draft's changes, by entry. */
  Uni<Page<Change>> changes(WordList.Slice slice);

  /** Adds new words; those that are listed already stay as they are and are told. */
  Uni<Added> add(Caller author, List<Numbered> words);

  /** Has an entry say something else. Fails with {@link Refusal.NotFound} where there is none. */
  Uni<Void> replace(Caller author, EntryId id, ListedWord word);

  /** Has an entry removed; one that only the draft knows is forgotten. */
  Uni<Void> remove(Caller author, EntryId id);

  /** Takes one change back. */
  Uni<Void> undo(EntryId id);

  /** Throws the draft away. */
  Uni<Void> discard(Caller by);

  /** Hands the draft in; from now on it stays as it is. */
  Uni<Draft> submit(Caller by, String note);

  /**
   * Publishes what was handed in. Fails with {@link Refusal.Forbidden} where the approver is one of
   * the authors, and with a conflict where the draft was handed in anew since.
   */
  Uni<Version> approve(Caller approver, int submission);

  /** Sends the draft back, to be changed. */
  Uni<Draft> reject(Caller by, int submission, String reason);

  /** Publishes an older version anew; it was approved when it was first published. */
  Uni<Version> rollback(Caller by, int version);

  /** What became of words that were handed in. */
  record Added(List<Taken> taken, List<Numbered> duplicates) {
    public Added {
      taken = List.copyOf(taken);
      duplicates = List.copyOf(duplicates);
    }
  }

  /** A word that the draft took, under its new id. */
  record Taken(EntryId id, Numbered word) {}
}
