package dev.sluice.moderation.chain;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Evidence;
import dev.sluice.model.Span;
import dev.sluice.model.Spans;
import dev.sluice.model.Verdict;
import dev.sluice.moderation.Passage;
import dev.sluice.moderation.vendor.Judgement.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Turns what one vendor found in a passage into a verdict. Positions move from the calls' texts to
 * the passage; a hit that does not say where it lies concerns the whole passage.
 */
final class Ruling {
  private final Passage passage;
  private final List<Evidence> evidence = new ArrayList<>();
  private List<Span> masked = List.of();
  private Optional<Category> blocked = Optional.empty();
  private OptionalInt blockedFrom = OptionalInt.empty();
  private boolean blockedSomewhere;

  Ruling(Passage passage) {
    this.passage = passage;
  }

  /**
   * Adds a hit and what our policy makes of it. One that lies wholly in text judged before, and
   * does not block, was dealt with then.
   */
  void add(Hit hit, Action action, Answered by, String vendor) {
    List<Span> spans = spans(hit, by);
    boolean past = !spans.isEmpty() && spans.stream().allMatch(span -> span.end() <= 0);
    if (action == Action.PASS || (past && action != Action.BLOCK)) {
      return;
    }
    evidence.add(evidence(hit, action, by, vendor));
    if (action == Action.BLOCK) {
      block(hit.category(), spans);
    } else if (action == Action.MASK) {
      masked = Spans.union(masked, spans.isEmpty() ? List.of(all()) : within(spans));
    }
  }

  Verdict verdict() {
    if (blocked.isPresent()) {
      return new Verdict.Block(blocked.get(), blockedFrom, evidence);
    }
    return masked.isEmpty() ? new Verdict.Allow(evidence) : new Verdict.Redact(masked, evidence);
  }

  private static Evidence evidence(Hit hit, Action action, Answered by, String vendor) {
    return new Evidence(
        vendor,
        by.judgement().version(),
        hit.category(),
        action,
        hit.rawLabel(),
        hit.score(),
        by.latency());
  }

  /** The first hit that blocks names the category; the start is known if all of them tell it. */
  private void block(Category category, List<Span> spans) {
    OptionalInt start = spans.stream().mapToInt(Span::start).min();
    if (blocked.isEmpty()) {
      blocked = Optional.of(category);
      blockedFrom = start;
      blockedSomewhere = start.isEmpty();
    } else if (start.isEmpty() || blockedSomewhere) {
      blockedSomewhere = true;
      blockedFrom = OptionalInt.empty();
    } else {
      blockedFrom = OptionalInt.of(Math.min(blockedFrom.getAsInt(), start.getAsInt()));
    }
  }

  /** In the passage; none where the vendor names a place that its call's text does not have. */
  private List<Span> spans(Hit hit, Answered by) {
    int shift = by.start() - passage.position();
    boolean sound =
        hit.spans().stream().allMatch(span -> span.start() >= 0 && span.end() <= by.length());
    return sound
        ? hit.spans().stream()
            .map(span -> new Span(span.start() + shift, span.end() + shift))
            .toList()
        : List.of();
  }

  private List<Span> within(List<Span> spans) {
    return spans.stream().filter(span -> span.end() > 0).map(this::wholeCharacters).toList();
  }

  private Span wholeCharacters(Span span) {
    return new Span(
        splitsPair(span.start()) ? span.start() - 1 : span.start(),
        splitsPair(span.end()) ? span.end() + 1 : span.end());
  }

  private boolean splitsPair(int at) {
    String text = passage.text();
    return at > 0
        && at < text.length()
        && Character.isLowSurrogate(text.charAt(at))
        && Character.isHighSurrogate(text.charAt(at - 1));
  }

  private Span all() {
    return new Span(0, passage.text().length());
  }
}
