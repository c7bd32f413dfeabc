package dev.sluice.moderation.lexicon.library;

import java.time.Instant;

/**
 * A published entry of the word list.
 *
 * @param author who wanted it so, as {@code tenant/account}; several where several had a hand in it
 * @param approver who agreed, as {@code tenant/account}; never one of the authors
 * @param since the version that brought it, or brought it back
 */
public record ListEntry(
    EntryId id, ListedWord word, String author, String approver, int since, Instant changedAt) {}
