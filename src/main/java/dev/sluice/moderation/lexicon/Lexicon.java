package dev.sluice.moderation.lexicon;

/** One immutable version of the word list, ready to scan texts. Safe for all threads. */
public interface Lexicon {

  /** Names the version in evidence. */
  String version();

  /** How many entries it has. */
  int size();

  /** Begins to scan a text. */
  Scanner scanner();
}
