package dev.sluice.moderation.lexicon;

/**
 * Scans one text as it comes, in pieces of any length. For one thread at a time. Positions count
 * UTF-16 units from the text's beginning.
 */
public interface Scanner {

  /** Above it, in UTF-16 units, scanning takes long enough to be done off the event loop. */
  int LONG_TEXT = 20_000;

  /**
   * Takes the next piece and reports every hit that has become certain.
   *
   * @return the safe point: no character before it can be part of a hit that is not reported yet,
   *     whatever follows. It never falls, and never lies within a surrogate pair.
   */
  int feed(CharSequence piece, Hits hits);

  /** The text is over: reports what was only waiting for more. Then all of it is safe. */
  int end(Hits hits);

  /** The same scan so far, to be gone on with in another way. */
  Scanner copy();

  /** Takes hits. */
  interface Hits {
    /**
     * @param start of the hit in the text, in UTF-16 units
     * @param end behind its last character
     */
    void hit(Entry entry, int start, int end);
  }
}
