package dev.sluice.moderation.lexicon;

import static dev.sluice.moderation.lexicon.Automaton.CELL;
import static dev.sluice.moderation.lexicon.Automaton.FOUND;
import static dev.sluice.moderation.lexicon.Automaton.PARENT;
import static dev.sluice.moderation.lexicon.Automaton.ROOT;
import static dev.sluice.moderation.lexicon.Automaton.SUFFIX;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Makes an automaton of words, level by level; a state's words lie side by side when sorted. */
final class AutomatonBuilder {

  private static final int NOBODY = -1;
  private static final int PATIENCE = 16;

  private final int[][] words;
  private final int[] sorted;
  private final int symbols;
  private final BitSet taken = new BitSet();
  private final IntList found = new IntList();
  private final Level queue = new Level();
  private int[] cells = {};
  private short[] held = {};
  private int firstFree = 1;
  private int roomFrom = 1;
  private int top;

  private AutomatonBuilder(int[][] words, int symbols) {
    this.words = words;
    this.symbols = symbols;
    this.sorted =
        IntStream.range(0, words.length)
            .boxed()
            .sorted(Comparator.comparing(i -> words[i], Arrays::compare))
            .mapToInt(Integer::intValue)
            .toArray();
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
    taken.set(ROOT);
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
    return IntStream.range(from, to).map(i -> words[sorted[i]][depth]).distinct().toArray();
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

  /** Where all branches find free cells; a base of 0 is the root's, and that of states without. */
  private int room(int[] branches) {
    boolean one = branches.length == 1;
    int at = Math.max(one ? firstFree : roomFrom, branches[0] + 1);
    for (int tries = 0; ; tries++, at++) {
      at = taken.nextClearBit(at);
      if (fits(at - branches[0], branches)) {
        remember(one, tries, at);
        reserve(at - branches[0] + symbols);
        return at - branches[0];
      }
    }
  }

  private boolean fits(int base, int[] branches) {
    for (int symbol : branches) {
      if (taken.get(base + symbol)) {
        return false;
      }
    }
    return true;
  }

  private void remember(boolean one, int tries, int at) {
    if (one) {
      firstFree = taken.nextClearBit(firstFree);
    } else if (tries > PATIENCE) {
      roomFrom = at;
    }
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

    private final IntList fields = new IntList();

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
