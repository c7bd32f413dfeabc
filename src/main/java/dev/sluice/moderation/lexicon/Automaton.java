package dev.sluice.moderation.lexicon;

/**
 * Finds words over dense symbols (1 to n) in one pass, after Aho and Corasick, in a double array. A
 * state is the offset of its cell: where its children begin, the state of its longest suffix, where
 * its words are listed, and its {@link #label}. The first cells are those of the symbols
 * themselves, so that a symbol that continues nothing leads to its own cell without a look. Safe
 * for all threads.
 */
final class Automaton {

  static final int ROOT = 0;
  static final int CELL = 4;
  static final int SUFFIX = 1;
  static final int FOUND = 2;
  static final int LABEL = 3;

  private static final int HELD_BITS = 12;

  static final int LONGEST = (1 << HELD_BITS) - 1;
  static final int MOST_SYMBOLS = (1 << Integer.SIZE - HELD_BITS) - 2;

  private final int[] cells;
  private final byte[] hints;
  private final int[] found;

  /**
   * @param hints of each cell the lowest byte of the symbol that leads to it. Most symbols continue
   *     no word, and a byte says so nearly always: all of these stay in a cache where cells do not.
   * @param found per list: how many words, how long they are, their numbers, and where the list
   *     goes on, or 0
   */
  Automaton(int[] cells, byte[] hints, int[] found) {
    this.cells = cells;
    this.hints = hints;
    this.found = found;
  }

  /**
   * What tells a cell from others' and is wanted at once when it is reached.
   *
   * @param symbol that leads to it; no two states' children begin at the same place
   * @param held how many symbols before it may be part of a word still to be found
   */
  static int label(int symbol, int held) {
    return symbol << HELD_BITS | held;
  }

  static int symbolOf(int label) {
    return label >>> HELD_BITS;
  }

  static int heldOf(int label) {
    return label & LONGEST;
  }

  /** The state after a symbol; the symbol 0 stands for all that occur in no word. */
  int next(int state, int symbol) {
    for (int from = state; from != ROOT; from = cells[from + SUFFIX]) {
      int child = cells[from] + symbol * CELL;
      if (hints[child / CELL] == (byte) symbol && symbolOf(cells[child + LABEL]) == symbol) {
        return child;
      }
    }
    return symbol * CELL;
  }

  /** Where the words that end in a state are listed; 0: none does. */
  int found(int state) {
    return cells[state + FOUND];
  }

  /** How many symbols before a state may be part of a word still to be found. */
  int held(int state) {
    return heldOf(cells[state + LABEL]);
  }

  /** How many words a list names before it goes on elsewhere. */
  int count(int list) {
    return found[list];
  }

  /** How long all of them are, in symbols. */
  int length(int list) {
    return found[list + 1];
  }

  int word(int list, int index) {
    return found[list + 2 + index];
  }

  /** Where the list goes on, with shorter words; 0: nowhere. */
  int more(int list) {
    return found[list + 2 + found[list]];
  }
}
