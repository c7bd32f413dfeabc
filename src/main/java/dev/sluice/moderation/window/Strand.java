package dev.sluice.moderation.window;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Span;
import dev.sluice.model.Verdict;
import dev.sluice.moderation.Passage;
import dev.sluice.moderation.Unescaped;
import dev.sluice.moderation.lexicon.Entry;
import dev.sluice.moderation.lexicon.Scanner;
import java.util.OptionalInt;

/**
 * One text of an answer: a field of a choice, judged by itself. Keeps what is not released or not
 * judged yet, and knows how far it may go out. Positions in UTF-16 units of the whole text.
 */
final class Strand implements Windows.Owner {
  /** What its text is to the reader. */
  enum Kind {
    /** The answer itself, whose places a cut names. */
    CONTENT,
    /** Anything beside it. */
    ASIDE,
    /** A tool's arguments. */
    JSON,
    /** What a call is known by; too short for a vendor to judge. */
    ID
  }

  private final AnswerRules rules;
  private final Cutting cutting;
  private final Report report;
  private final int choice;
  private final Kind kind;
  private final TwiceReadScanner scanner;
  private final Scanner.Hits hits = this::listed;
  private final Windows windows;
  private final Masks masks = new Masks();
  private final KeptText kept = new KeptText();
  private final JsonStrings strings = new JsonStrings();
  private int safe;
  private int released;
  private int blockedFrom = Integer.MAX_VALUE;
  private int unsafeFrom = Integer.MAX_VALUE;

  Strand(Answering answering, int choice, String field, Kind kind) {
    this.rules = answering.rules();
    this.cutting = answering.cutting();
    this.report = answering.report(choice, field);
    this.choice = choice;
    this.kind = kind;
    this.scanner = new TwiceReadScanner(rules.lexicon().scanner());
    this.windows = answering.windows(this, choice, field, kind);
  }

  void take(String text) {
    if (!text.isEmpty()) {
      kept.add(text);
      if (kind == Kind.JSON) {
        strings.add(text);
      }
      safe = scanner.feed(text, hits);
      if (passes()) {
        windows.add(text);
      }
    }
  }

  /** Nothing more of it follows. */
  void end() {
    scanner.end(hits);
    safe = position();
    if (passes()) {
      windows.end();
    }
  }

  private boolean passes() {
    return blockedFrom == Integer.MAX_VALUE;
  }

  /** What comes next belongs to another text. */
  void pause() {
    windows.close();
  }

  Windows windows() {
    return windows;
  }

  /** Where the next piece will begin. */
  int position() {
    return kept.end();
  }

  /** Everything before it may go out. */
  int clearPoint() {
    int judged = rules.holds() || cutting.isWished() ? windows.judged() : Integer.MAX_VALUE;
    return Math.min(Math.min(safe, judged), blockedFrom);
  }

  /** The last place from {@code from} to {@code to} up to which it may go out. */
  int clearWithin(int from, int to) {
    int clear = Math.min(clearPoint(), to);
    return clear >= to || clear <= from ? Math.max(from, clear) : kept.wholeCharacters(from, clear);
  }

  /** Whether the lexicon alone keeps back what follows that position. */
  boolean waitsForMoreText(int position) {
    return safe < position()
        && blockedFrom > position
        && (!rules.holds() || windows.judged() >= position());
  }

  boolean masked(int from, int to) {
    return masks.touch(from, to);
  }

  /** That part as it may be shown. */
  String shown(int from, int to) {
    return masks.apply(text(from, to), from);
  }

  void release(int to) {
    released = to;
    forget();
  }

  /** Nothing of it is wanted any more. */
  void discard() {
    windows.cancel();
    release(position());
  }

  /** Kept text, in code points. */
  int held() {
    return kept.codePoints();
  }

  private void forget() {
    kept.forget(Math.min(released, windows.judged()));
    masks.forget(kept.begin());
    strings.forget(kept.begin());
  }

  @Override
  public String text(int from, int to) {
    return kept.slice(from, to);
  }

  @Override
  public int whole(String text) {
    if (kind == Kind.JSON) {
      return Unescaped.whole(text);
    }
    int length = text.length();
    return length > 0 && Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
  }

  private void listed(Entry entry, int start, int end) {
    Action action = rules.action(entry);
    if (action == Action.PASS) {
      return;
    }
    report.listed(entry, action, start, end);
    if (action == Action.BLOCK || action == Action.MASK && !mask(start, end)) {
      block(entry.category(), start, start);
    }
  }

  @Override
  public void judged(Passage passage, Verdict verdict) {
    report.judged(passage, verdict.evidence());
    if (verdict instanceof Verdict.Block block) {
      block(block.category(), passage.position(), passage.position() + start(passage, block));
    } else if (verdict instanceof Verdict.Redact redact) {
      redact.spans().forEach(span -> redact(passage, span, redact));
    } else if (verdict instanceof Verdict.Unjudged) {
      report.unjudged(passage, Action.REVIEW, "unjudged");
    }
    forget();
  }

  private void redact(Passage passage, Span span, Verdict.Redact verdict) {
    int start = passage.position() + span.start();
    int end = Math.min(passage.position() + span.end(), position());
    if (end > passage.position() && !mask(start, end)) {
      block(category(verdict), passage.position(), start);
    }
  }

  /**
   * Has that part replaced, if it can be: not where it was shown already, except for what was
   * judged and passed before, and of JSON only what stands within a string.
   */
  private boolean mask(int start, int end) {
    int from = Math.max(start, kept.begin());
    boolean shown = !rules.holds() && start < released;
    if (shown || kind == Kind.JSON && !strings.hold(from, end)) {
      return false;
    }
    masks.add(new Span(from, end));
    return true;
  }

  /** Where in the passage the trouble begins; a place that is not in it is none. */
  private static int start(Passage passage, Verdict.Block block) {
    int start = block.start().orElse(0);
    return start < passage.text().length() ? start : 0;
  }

  private static Category category(Verdict.Redact verdict) {
    return verdict.evidence().stream()
        .filter(it -> it.action() == Action.MASK)
        .findFirst()
        .map(it -> it.category())
        .orElse(Category.OTHER);
  }

  @Override
  public void notJudged(Passage passage, Throwable failure) {
    report.unjudged(passage, Action.BLOCK, "nobody_judged");
    block(Category.OTHER, passage.position(), passage.position());
  }

  private void block(Category category, int from, int trouble) {
    blockedFrom = Math.min(blockedFrom, from);
    unsafeFrom = Math.min(unsafeFrom, trouble);
    windows.cancel();
    cutting.cut(choice, category);
  }

  /**
   * From where shown text has to be hidden, were the answer cut now: whatever was found unsafe, and
   * whatever nobody has judged. A field other than the content hides all.
   */
  OptionalInt retraction() {
    int from = Math.min(unsafeFrom, windows.judged());
    if (rules.holds() || from >= released) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(kind == Kind.CONTENT ? kept.codePointsBefore(from) : 0);
  }
}
