package dev.sluice.moderation.lexicon;

import static dev.sluice.moderation.lexicon.Automaton.CELL;
import static dev.sluice.moderation.lexicon.Automaton.FOUND;
import static dev.sluice.moderation.lexicon.Automaton.PARENT;
import static dev.sluice.moderation.lexicon.Automaton.ROOT;
import static dev.sluice.moderation.lexicon.Automaton.SUFFIX;

import java.util.Arrays;
import java.util.BitSet;

/** Makes an automaton of words, level by level; a state's words lie side by side when sorted. */
final class AutomatonBuilder {

  private static final int NOBODY = -1;

  /** Free cells that far behind are left to states with one child, which fit anywhere. */
  private static final int FAR = 512;

  private final int[][] words;
  private final int[] sorted;
  private final int symbols;
  private final BitSet taken = new BitSet();
  private final IntList found = new IntList(64);
  private final Level queue = new Level();
  private int[] cells = {};
  private short[] held = {};
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
   * @param words their numbers are their indices; none is empty
   * @param symbols the highest that occurs
   */
  static Automaton build(int[][] words, int symbols) {
    return new AutomatonBuilder(words, symbols).build();
  }

  private Automaton build() {
    reserve(symbols);
    taken.set(ROOT, symbols + 1);
    firstFree = symbols + 1;
    found.add(0);
    queue.add(ROOT, 0, words.length, 0);
    for (int i = 0; i < queue.size(); i++) {
      expand(queue.state(i), queue.from(i), queue.to(i), queue.depth(i));
    }
    int used = top + symbols + 1;
    return new Automaton(
        Arrays.copyOf(cells, used * CELL), found.toArray(), Arrays.copyOf(held, used));
  }

  private void expand(int state, int from, int to, int depth) {
    int longer = from;
    while (longer < to && words[sorted[longer]].length == depth) {
      longer++;
    }
    list(state, from, longer);
    int suffix = cells[state + SUFFIX];
    held[state / CELL] = longer < to ? (short) depth : held[suffix / CELL];
    if (longer < to) {
      addChildren(state, longer, to, depth);
    }
  }

  private void list(int state, int from, int to) {
    int more = state == ROOT ? 0 : cells[cells[state + SUFFIX] + FOUND];
    cells[state + FOUND] = from == to ? more : found.size();
    if (from < to) {
      found.add(to - from);
      for (int i = from; i < to; i++) {
        found.add(sorted[i]);
      }
      found.add(more);
    }
  }

  private void addChildren(int state, int from, int to, int depth) {
    int[] branches = branches(from, to, depth);
    int base = state == ROOT ? 0 : room(branches);
    cells[state] = base * CELL;
    int begin = from;
    for (int symbol : branches) {
      int end = begin;
      while (end < to && words[sorted[end]][depth] == symbol) {
        end++;
      }
      int child = (base + symbol) * CELL;
      taken.set(base + symbol);
      top = Math.max(top, base + symbol);
      cells[child + PARENT] = state;
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
      if (cells[child + PARENT] == at) {
        return child;
      }
    }
    return ROOT;
  }

  /**
   * Where all branches find free cells. The first ones are the root's, so that a base of 0 is that
   * of the root and of states without children.
   */
  private int room(int[] branches) {
    boolean one = branches.length == 1;
    int first = branches[0];
    int from = taken.nextClearBit(one ? firstFree : Math.max(firstFree, roomFrom));
    int at = from;
    while (!fits(at - first, branches)) {
      at = taken.nextClearBit(at + 1);
    }
    if (one) {
      firstFree = from;
    } else {
      roomFrom = at - from > FAR ? at : from;
    }
    reserve(at - first + symbols);
    return at - first;
  }

  private boolean fits(int base, int[] branches) {
    for (int symbol : branches) {
      if (taken.get(base + symbol)) {
        return false;
      }
    }
    return true;
  }

  private void reserve(int highest) {
    int before = held.length;
    if (highest < before) {
      return;
    }
    int size = Math.max(highest + 1, before + before / 2);
    cells = Arrays.copyOf(cells, size * CELL);
    held = Arrays.copyOf(held, size);
    for (int cell = before; cell < size; cell++) {
      cells[cell * CELL + PARENT] = NOBODY;
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
