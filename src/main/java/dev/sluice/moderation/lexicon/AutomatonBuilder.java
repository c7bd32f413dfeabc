package dev.sluice.moderation.lexicon;

import static dev.sluice.moderation.lexicon.Automaton.CELL;
import static dev.sluice.moderation.lexicon.Automaton.FOUND;
import static dev.sluice.moderation.lexicon.Automaton.LABEL;
import static dev.sluice.moderation.lexicon.Automaton.ROOT;
import static dev.sluice.moderation.lexicon.Automaton.SUFFIX;

import java.util.Arrays;
import java.util.BitSet;

/** Makes an automaton of words, level by level; a state's words lie side by side when sorted. */
final class AutomatonBuilder {

  /** Of a free cell: the symbol is none. */
  private static final int NOBODY = -1;

  /** Free cells that far behind are given up: what is to come hardly fits there. */
  private static final int FAR = 512;

  private final int[][] words;
  private final int[] sorted;
  private final int symbols;
  private final BitSet taken = new BitSet();
  private final BitSet bases = new BitSet();
  private final IntList found = new IntList(64);
  private final Level queue = new Level();
  private int[] cells = {};
  private byte[] hints = {};
  private int firstFree;
  private int roomFrom;
  private int top;

  private AutomatonBuilder(int[][] words, int symbols) {
    this.words = words;
    this.symbols = symbols;
    this.sorted = sorted(words);
  }

  private static int[] sorted(int[][] words) {
    Integer[] numbers = new Integer[words.length];
    Arrays.setAll(numbers, i -> i);
    Arrays.sort(numbers, (one, other) -> Arrays.compare(words[one], words[other]));
    return Arrays.stream(numbers).mapToInt(Integer::intValue).toArray();
  }

  /**
   * @param words their numbers are their indices; none is empty or longer than {@link
   *     Automaton#LONGEST}
   * @param symbols the highest that occurs, at most {@link Automaton#MOST_SYMBOLS}
   */
  static Automaton build(int[][] words, int symbols) {
    if (symbols > Automaton.MOST_SYMBOLS
        || Arrays.stream(words).anyMatch(word -> word.length > Automaton.LONGEST)) {
      throw new IllegalArgumentException("too many different characters, or too long a word");
    }
    return new AutomatonBuilder(words, symbols).build();
  }

  private Automaton build() {
    reserve(symbols);
    cells[ROOT + LABEL] = Automaton.label(0, 0);
    giveEachSymbolItsCell();
    found.add(0);
    queue.add(ROOT, 0, words.length, 0);
    for (int i = 0; i < queue.size(); i++) {
      expand(queue.state(i), queue.from(i), queue.to(i), queue.depth(i));
    }
    int used = top + symbols + 1;
    return new Automaton(
        Arrays.copyOf(cells, used * CELL), Arrays.copyOf(hints, used), found.toArray());
  }

  /** Also where no word begins with it: such a state means what the root means. */
  private void giveEachSymbolItsCell() {
    for (int symbol = 1; symbol <= symbols; symbol++) {
      place(symbol * CELL, symbol);
    }
    taken.set(ROOT);
    firstFree = symbols + 1;
  }

  private void place(int cell, int symbol) {
    taken.set(cell / CELL);
    top = Math.max(top, cell / CELL);
    hints[cell / CELL] = (byte) symbol;
    cells[cell + LABEL] = Automaton.label(symbol, 0);
  }

  private void expand(int state, int from, int to, int depth) {
    int longer = from;
    while (longer < to && words[sorted[longer]].length == depth) {
      longer++;
    }
    list(state, from, longer, depth);
    int suffix = cells[state + SUFFIX];
    cells[state + LABEL] |= longer < to ? depth : Automaton.heldOf(cells[suffix + LABEL]);
    if (longer < to) {
      addChildren(state, longer, to, depth);
    } else {
      goOnAs(state, suffix);
    }
  }

  private void list(int state, int from, int to, int length) {
    int more = state == ROOT ? 0 : cells[cells[state + SUFFIX] + FOUND];
    cells[state + FOUND] = from == to ? more : found.size();
    if (from < to) {
      found.add(to - from);
      found.add(length);
      for (int i = from; i < to; i++) {
        found.add(sorted[i]);
      }
      found.add(more);
    }
  }

  /** What follows a state without children is what follows its suffix: the way over it is saved. */
  private void goOnAs(int state, int suffix) {
    cells[state] = cells[suffix];
    cells[state + SUFFIX] = cells[suffix + SUFFIX];
  }

  private void addChildren(int state, int from, int to, int depth) {
    int[] branches = branches(from, to, depth);
    int base = state == ROOT ? 0 : room(branches);
    cells[state] = base * CELL;
    bases.set(base);
    int begin = from;
    for (int symbol : branches) {
      int end = begin;
      while (end < to && words[sorted[end]][depth] == symbol) {
        end++;
      }
      int child = (base + symbol) * CELL;
      place(child, symbol);
      cells[child + SUFFIX] = suffix(state, symbol);
      queue.add(child, begin, end, depth + 1);
      begin = end;
    }
    reserve(base + symbols);
  }

  private int[] branches(int from, int to, int depth) {
    IntList branches = new IntList(2);
    int last = 0;
    for (int i = from; i < to; i++) {
      int symbol = words[sorted[i]][depth];
      if (symbol != last) {
        branches.add(symbol);
        last = symbol;
      }
    }
    return branches.toArray();
  }

  /** The suffix's children are all there: it is shallower. */
  private int suffix(int parent, int symbol) {
    for (int at = parent; at != ROOT; ) {
      at = cells[at + SUFFIX];
      int child = cells[at] + symbol * CELL;
      if (Automaton.symbolOf(cells[child + LABEL]) == symbol) {
        return child;
      }
    }
    return ROOT;
  }

  /**
   * Where all branches find free cells, and nobody else's children begin, so that a symbol is
   * enough to tell whose child a cell is. The first cells are the symbols' own: a base of 0 is the
   * root's.
   */
  private int room(int[] branches) {
    boolean one = branches.length == 1;
    int first = branches[0];
    int from = taken.nextClearBit(one ? firstFree : Math.max(firstFree, roomFrom));
    int at = from;
    while (!fits(at - first, branches)) {
      at = taken.nextClearBit(at + 1);
    }
    int next = at - from > FAR ? at : from;
    if (one) {
      firstFree = next;
    } else {
      roomFrom = next;
    }
    reserve(at - first + symbols);
    return at - first;
  }

  private boolean fits(int base, int[] branches) {
    if (bases.get(base)) {
      return false;
    }
    for (int symbol : branches) {
      if (taken.get(base + symbol)) {
        return false;
      }
    }
    return true;
  }

  private void reserve(int highest) {
    int before = hints.length;
    if (highest < before) {
      return;
    }
    int size = Math.max(highest + 1, before + before / 2);
    cells = Arrays.copyOf(cells, size * CELL);
    hints = Arrays.copyOf(hints, size);
    for (int cell = before; cell < size; cell++) {
      cells[cell * CELL + LABEL] = NOBODY;
    }
  }

  /** States whose words are known and whose children are not yet there. */
  private static final class Level {
    private static final int FIELDS = 4;

    private final IntList fields = new IntList(64);

    void add(int state, int from, int to, int depth) {
      fields.add(state);
      fields.add(from);
      fields.add(to);
      fields.add(depth);
    }

    int size() {
      return fields.size() / FIELDS;
    }

    int state(int i) {
      return fields.get(i * FIELDS);
    }

    int from(int i) {
      return fields.get(i * FIELDS + 1);
    }

    int to(int i) {
      return fields.get(i * FIELDS + 2);
    }

    int depth(int i) {
      return fields.get(i * FIELDS + 3);
    }
  }
}
