package dev.sluice.moderation.lexicon;

/**
 * One sequence of symbols that a lane looks for.
 *
 * @param phrase it is one of its entry's harmless phrases, not its word
 * @param length in symbols
 * @param bounded where it begins or ends with a letter of an alphabet, none may touch it there
 * @param syllables bit n: the symbol n begins a syllable; 0 where it isn't a reading
 */
record Pattern(Entry entry, boolean phrase, int length, boolean bounded, long syllables) {

  /** Readings of words are that long at most, so that all their syllables can be told. */
  static final int MAX_READING = 64;

  boolean reading() {
    return syllables != 0;
  }

  boolean beginsSyllable(int index) {
    return (syllables >>> index & 1) != 0;
  }

  /** Whether it is a hit wherever it ends. */
  boolean simple() {
    return !phrase && !bounded && !reading() && !hasPhrases();
  }

  boolean hasPhrases() {
    return !entry.allowed().isEmpty();
  }
}
