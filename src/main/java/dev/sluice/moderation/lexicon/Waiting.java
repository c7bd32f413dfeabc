package dev.sluice.moderation.lexicon;

import java.util.ArrayList;
import java.util.List;

/**
 * Hits that what follows may still undo: a letter that touches the word, or the rest of a harmless
 * phrase. Bounded: of too many the oldest is reported, undecided.
 */
final class Waiting {

  private static final int MOST = 16;

  private final List<Candidate> candidates = new ArrayList<>(0);

  Waiting() {}

  Waiting(Waiting other) {
    other.candidates.forEach(it -> candidates.add(it.copy()));
  }

  boolean isEmpty() {
    return candidates.isEmpty();
  }

  void add(Pattern pattern, int first, int start, int end, boolean open, Scanner.Hits hits) {
    if (candidates.size() == MOST) {
      candidates.remove(0).report(hits);
    }
    candidates.add(new Candidate(pattern, first, start, end, open));
  }

  /** Tells those that ended just now whether a letter of the same alphabetic word follows. */
  void follow(boolean touching) {
    if (touching) {
      candidates.removeIf(it -> it.open);
    }
    candidates.forEach(it -> it.open = false);
  }

  /** A harmless phrase that began at a symbol ends just now. */
  void allow(Entry entry, int first) {
    candidates.removeIf(it -> it.pattern.entry() == entry && it.first - first >= 0);
  }

  /** Reports those that nothing can undo any more: no phrase is in progress around them. */
  void settle(int heldFrom, Scanner.Hits hits) {
    candidates.removeIf(
        it -> {
          boolean certain = !it.open && !(it.pattern.hasPhrases() && it.first - heldFrom >= 0);
          if (certain) {
            it.report(hits);
          }
          return certain;
        });
  }

  int earliestStart(int otherwise) {
    int earliest = otherwise;
    for (Candidate candidate : candidates) {
      earliest = Math.min(earliest, candidate.start);
    }
    return earliest;
  }

  private static final class Candidate {
    private final Pattern pattern;
    private final int first;
    private final int start;
    private final int end;
    private boolean open;

    Candidate(Pattern pattern, int first, int start, int end, boolean open) {
      this.pattern = pattern;
      this.first = first;
      this.start = start;
      this.end = end;
      this.open = open;
    }

    Candidate copy() {
      return new Candidate(pattern, first, start, end, open);
    }

    void report(Scanner.Hits hits) {
      hits.hit(pattern.entry(), start, end);
    }
  }
}
