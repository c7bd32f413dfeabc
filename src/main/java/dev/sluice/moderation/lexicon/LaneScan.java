package dev.sluice.moderation.lexicon;

/**
 * One text's way through one lane. What it has not reported lies behind {@link #safe}: in the
 * longest beginning of a word that the text ends with, or in a hit that waits.
 */
final class LaneScan {

  /** Symbols that may stand between two letters of a word, in code points. */
  static final int MOST_SKIPPED = 8;

  /** Unseen code points and marks that may stand there besides. */
  static final int MOST_DROPPED = 64;

  private static final char NONE = 0;

  private final Lane lane;
  private final Shadow shadow;
  private final Automaton automaton;
  private final Trail trail;
  private final Waiting waiting;
  private int state = Automaton.ROOT;
  private int position;
  private char high = NONE;
  private int skipped;
  private int dropped;
  private boolean alphabetic;

  LaneScan(Lane lane) {
    this.lane = lane;
    this.shadow = lane.shadow;
    this.automaton = lane.automaton;
    this.trail = new Trail(lane.longest());
    this.waiting = new Waiting();
  }

  /** Goes on where the other is. */
  LaneScan(LaneScan other) {
    lane = other.lane;
    shadow = other.shadow;
    automaton = other.automaton;
    trail = new Trail(other.trail);
    waiting = new Waiting(other.waiting);
    state = other.state;
    position = other.position;
    high = other.high;
    skipped = other.skipped;
    dropped = other.dropped;
    alphabetic = other.alphabetic;
  }

  void feed(CharSequence piece, Scanner.Hits hits) {
    int length = piece.length();
    for (int i = 0; i < length; i++) {
      char unit = piece.charAt(i);
      if (high == NONE && !Character.isSurrogate(unit)) {
        take(unit, 1, hits);
      } else {
        pair(unit, hits);
      }
    }
  }

  private void pair(char unit, Scanner.Hits hits) {
    char before = high;
    high = NONE;
    if (before != NONE && Character.isLowSurrogate(unit)) {
      take(Character.toCodePoint(before, unit), 2, hits);
      return;
    }
    if (before != NONE) {
      take(before, 1, hits);
    }
    if (Character.isHighSurrogate(unit)) {
      high = unit;
    } else {
      take(unit, 1, hits);
    }
  }

  void end(Scanner.Hits hits) {
    if (high != NONE) {
      take(high, 1, hits);
      high = NONE;
    }
    forget(hits);
  }

  /** No character before it can be part of a hit not yet reported. */
  int safe() {
    int held = automaton.held(state);
    int safe = held == 0 ? position : trail.start(trail.count() - held);
    return waiting.isEmpty() ? safe : waiting.earliestStart(safe);
  }

  private void take(int codePoint, int units, Scanner.Hits hits) {
    int start = position;
    position += units;
    int code = shadow.code(codePoint);
    if (code >= 0) {
      symbol(code, start, hits);
    } else if (code == Shadow.SKIPPED) {
      skip(hits);
    } else if (code == Shadow.DROPPED) {
      drop(hits);
    } else {
      for (int shade : shadow.sequence(code)) {
        symbol(shade, start, hits);
      }
    }
  }

  private void symbol(int shade, int start, Scanner.Hits hits) {
    boolean letter = Shade.has(shade, Shade.ALPHABETIC);
    boolean touching = letter && alphabetic;
    if (!waiting.isEmpty()) {
      waiting.follow(touching);
    }
    alphabetic = letter;
    skipped = 0;
    dropped = 0;
    trail.add(start, touching ? shade | Shade.TOUCHED : shade);
    state = automaton.next(state, Shade.number(shade));
    int found = automaton.found(state);
    if (found != 0) {
      collect(found, hits);
    }
    if (!waiting.isEmpty()) {
      settle(hits);
    }
  }

  private void skip(Scanner.Hits hits) {
    alphabetic = false;
    if (!waiting.isEmpty()) {
      waiting.follow(false);
      settle(hits);
    }
    if (++skipped > MOST_SKIPPED) {
      forget(hits);
    }
  }

  private void drop(Scanner.Hits hits) {
    if (++dropped > MOST_DROPPED) {
      forget(hits);
    }
  }

  /** Nothing goes on from here: no word, and no phrase. */
  private void forget(Scanner.Hits hits) {
    alphabetic = false;
    state = Automaton.ROOT;
    waiting.follow(false);
    settle(hits);
  }

  private void settle(Scanner.Hits hits) {
    waiting.settle(trail.count() - automaton.held(state), hits);
  }

  private void collect(int found, Scanner.Hits hits) {
    for (int list = found; list != 0; list = automaton.more(list)) {
      int first = trail.count() - automaton.length(list);
      for (int i = 0; i < automaton.count(list); i++) {
        int word = automaton.word(list, i);
        if (lane.isSimple(word)) {
          hits.hit(lane.entry(word), trail.start(first), position);
        } else {
          collect(lane.pattern(word), hits);
        }
      }
    }
    for (int list = waiting.isEmpty() ? 0 : found; list != 0; list = automaton.more(list)) {
      for (int i = 0; i < automaton.count(list); i++) {
        allow(lane.pattern(automaton.word(list, i)));
      }
    }
  }

  private void collect(Pattern pattern, Scanner.Hits hits) {
    if (!pattern.phrase() && stands(pattern)) {
      await(pattern, hits);
    }
  }

  private void allow(Pattern pattern) {
    if (pattern.phrase() && stands(pattern)) {
      waiting.allow(pattern.entry(), trail.count() - pattern.length());
    }
  }

  private void await(Pattern pattern, Scanner.Hits hits) {
    int first = trail.count() - pattern.length();
    boolean open = pattern.bounded() && trail.has(trail.count() - 1, Shade.ALPHABETIC);
    if (open || pattern.hasPhrases()) {
      waiting.add(pattern, first, trail.start(first), position, open, hits);
    } else {
      hits.hit(pattern.entry(), trail.start(first), position);
    }
  }

  /** Whether no letter touches its beginning, and its syllables are those of the text. */
  private boolean stands(Pattern pattern) {
    int first = trail.count() - pattern.length();
    if (pattern.bounded() && trail.has(first, Shade.TOUCHED)) {
      return false;
    }
    return !pattern.reading() || sounds(pattern, first);
  }

  private boolean sounds(Pattern pattern, int first) {
    int last = trail.count() - 1;
    if (trail.has(last, Shade.SPOKEN) && !trail.has(last, Shade.LAST)) {
      return false;
    }
    for (int i = 0; i < Math.min(pattern.length(), Pattern.MAX_READING); i++) {
      if (trail.has(first + i, Shade.SPOKEN)
          && trail.has(first + i, Shade.FIRST) != pattern.beginsSyllable(i)) {
        return false;
      }
    }
    return true;
  }
}
