package dev.sluice.model;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The judgement on one text. A finding that only asks for review does not stop the text: it is in
 * the evidence, with {@link Action#REVIEW}.
 */
public sealed interface Verdict {
  List<Evidence> evidence();

  /** The text may pass as it is. */
  record Allow(List<Evidence> evidence) implements Verdict {
    public Allow {
      evidence = List.copyOf(evidence);
    }
  }

  /**
   * The text may pass with parts replaced.
   *
   * @param spans what to replace, in order and apart from each other
   */
  record Redact(List<Span> spans, List<Evidence> evidence) implements Verdict {
    public Redact {
      spans = List.copyOf(spans);
      evidence = List.copyOf(evidence);
    }
  }

  /**
   * The text must not pass.
   *
   * @param start where in the text the trouble begins, in UTF-16 units, where that is known;
   *     negative where it began in text judged before
   */
  record Block(Category category, OptionalInt start, List<Evidence> evidence) implements Verdict {
    public Block {
      evidence = List.copyOf(evidence);
    }
  }

  /**
   * Nobody could judge, and the operator wants such text to pass all the same ({@code
   * on-exhausted=degrade}). Counted and traced.
   */
  record Unjudged() implements Verdict {
    @Override
    public List<Evidence> evidence() {
      return List.of();
    }
  }

  Verdict ALLOW = new Allow(List.of());

  /** Whether a person should look at it later. */
  default boolean asksForReview() {
    return evidence().stream().anyMatch(it -> it.action() == Action.REVIEW);
  }

  /** Both judgements on the same text: the severer one, with the evidence of both. */
  default Verdict and(Verdict other) {
    List<Evidence> all = new ArrayList<>(evidence());
    all.addAll(other.evidence());
    Verdict severer = severity(this) >= severity(other) ? this : other;
    if (this instanceof Redact mine && other instanceof Redact theirs) {
      return new Redact(Spans.union(mine.spans(), theirs.spans()), all);
    }
    if (severer instanceof Block block) {
      return new Block(block.category(), block.start(), all);
    }
    if (severer instanceof Redact redact) {
      return new Redact(redact.spans(), all);
    }
    return severer instanceof Unjudged ? severer : new Allow(all);
  }

  private static int severity(Verdict verdict) {
    if (verdict instanceof Block) {
      return 3;
    }
    if (verdict instanceof Redact) {
      return 2;
    }
    return verdict instanceof Unjudged ? 1 : 0;
  }
}
