package dev.sluice.moderation.lexicon;

/**
 * Finds words over dense symbols (1 to n) in one pass, after Aho and Corasick, in a double array. A
 * state is the offset of its cell: base of its children, parent, state of its longest suffix, and
 * where its words are listed. Safe for all threads.
 */
final class Automaton {

  static final int ROOT = 0;
  static final int CELL = 4;
  static final int PARENT = 1;
  static final int SUFFIX = 2;
  static final int FOUND = 3;

  private final int[] cells;
  private final int[] found;
  private final short[] held;

  /**
   * @param found per list: how many words, their numbers, and where the list goes on, or 0
   * @param held per state: how many symbols before it may be part of a word still to be found
   */
  Automaton(int[] cells, int[] found, short[] held) {
    this.cells = cells;
    this.found = found;
    this.held = held;
  }

  /** The state after a symbol. */
  int next(int state, int symbol) {
    int from = state;
    while (true) {
      int child = cells[from] + symbol * CELL;
      if (cells[child + PARENT] == from) {
        return child;
      }
      if (from == ROOT) {
        return ROOT;
      }
      from = cells[from + SUFFIX];
    }
  }

  /** Where the words that end in a state are listed; 0: none does. */
  int found(int state) {
    return cells[state + FOUND];
  }

  /** How many words a list names before it goes on elsewhere. */
  int count(int list) {
    return found[list];
  }

  int word(int list, int index) {
    return found[list + 1 + index];
  }

  /** Where the list goes on, with shorter words; 0: nowhere. */
  int more(int list) {
    return found[list + 1 + found[list]];
  }

  int held(int state) {
    return held[state / CELL];
  }
}
