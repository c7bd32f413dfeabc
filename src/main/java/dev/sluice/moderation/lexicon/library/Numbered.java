package dev.sluice.moderation.lexicon.library;

/**
 * A word somebody hands in among others.
 *
 * @param line where it stands in what was handed in, from 1
 */
public record Numbered(int line, ListedWord word) {}
