package dev.sluice.moderation.input;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Evidence;
import dev.sluice.model.Verdict;
import dev.sluice.moderation.input.JoinedText.Place;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/** What the vendors made of a part of a request. */
record JudgedPart(JoinedText part, Verdict verdict, Duration latency) {

  /** Whether nobody found anything, not even something to look at later. */
  boolean isClean() {
    return verdict instanceof Verdict.Allow && verdict.evidence().isEmpty();
  }

  void tell(Inspection inspection) {
    if (verdict instanceof Verdict.Block block) {
      List<Place> places = part.places(Math.max(0, block.start().orElse(0)), part.length());
      act(places, block.category(), Action.BLOCK, inspection);
    } else if (verdict instanceof Verdict.Redact redact) {
      redact(redact, inspection);
    } else if (verdict instanceof Verdict.Unjudged) {
      inspection.note(everywhere().get(0), summary("unjudged", Category.OTHER, Action.PASS));
    } else {
      note(everywhere(), inspection);
    }
  }

  /** Where nobody says what to mask, nothing can be masked, and it must not go on. */
  private void redact(Verdict.Redact redact, Inspection inspection) {
    List<Place> places =
        redact.spans().stream()
            .flatMap(span -> part.places(span.start(), span.end()).stream())
            .toList();
    Category category =
        redact.evidence().stream()
            .filter(it -> it.action() == Action.MASK)
            .map(Evidence::category)
            .findFirst()
            .orElse(Category.OTHER);
    act(places, category, places.isEmpty() ? Action.BLOCK : Action.MASK, inspection);
  }

  /** What is done follows from the verdict alone; the evidence says why. */
  private void act(List<Place> places, Category category, Action action, Inspection inspection) {
    List<Place> where = places.isEmpty() ? everywhere() : places;
    Action done = inspection.act(where, category, action);
    if (done != action || verdict.evidence().isEmpty()) {
      inspection.note(where.get(0), summary(done.name(), category, done));
    }
    note(where, inspection);
  }

  private void note(List<Place> places, Inspection inspection) {
    verdict.evidence().stream()
        .filter(evidence -> evidence.action() != Action.PASS)
        .forEach(evidence -> inspection.note(places.get(0), evidence));
  }

  private List<Place> everywhere() {
    return part.places(0, part.length());
  }

  private Evidence summary(String label, Category category, Action action) {
    return new Evidence("vendors", "", category, action, label, OptionalDouble.empty(), latency);
  }
}
