package dev.sluice.moderation.input;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Direction;
import dev.sluice.model.Evidence;
import dev.sluice.model.Finding;
import dev.sluice.moderation.input.JoinedText.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What was found in one request so far. For one thread at a time. */
final class Inspection {
  private static final int MOST_FINDINGS = 64;

  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> known = new HashSet<>();
  private final Masks masks = new Masks();
  private Category blocked;
  private boolean callersOwn;

  /**
   * Takes evidence and acts by its action.
   *
   * @param places what it is about, at least one
   */
  void found(List<Place> places, Evidence evidence) {
    Action done = act(places, evidence.category(), evidence.action());
    if (done != Action.PASS) {
      note(places.get(0), with(done, evidence));
    }
  }

  /** Acts without a note. Returns what was done: what cannot be masked is blocked. */
  Action act(List<Place> places, Category category, Action action) {
    Action done = action == Action.MASK && !masked(places) ? Action.BLOCK : action;
    if (done == Action.BLOCK) {
      blocked = blocked == null ? category : blocked;
      callersOwn |= places.stream().anyMatch(place -> place.text().isCallersOwn());
    }
    return done;
  }

  private boolean masked(List<Place> places) {
    boolean possible = places.stream().allMatch(place -> place.text().canMask(place.span()));
    if (possible) {
      places.forEach(place -> place.text().mask(place.span(), masks));
    }
    return possible;
  }

  /**
   * Keeps evidence, once for each thing in a field: a word said a thousand times is one finding.
   */
  void note(Place place, Evidence evidence) {
    note(place.text().field(), place.span().start(), place.span().end(), evidence);
  }

  /** Keeps evidence about something that is no text. */
  void note(String field, Evidence evidence) {
    note(field, 0, 0, evidence);
  }

  private void note(String field, int start, int end, Evidence evidence) {
    boolean first =
        known.add(field + ' ' + evidence.source() + ' ' + evidence.rawLabel() + evidence.action());
    if (first && findings.size() < MOST_FINDINGS) {
      findings.add(new Finding(Direction.INPUT, 0, field, start, end - start, evidence));
    }
  }

  private static Evidence with(Action action, Evidence evidence) {
    return action == evidence.action()
        ? evidence
        : new Evidence(
            evidence.source(),
            evidence.version(),
            evidence.category(),
            action,
            evidence.rawLabel(),
            evidence.rawScore(),
            evidence.latency());
  }

  /** Why the request must not go on, if so. */
  Optional<Category> blocked() {
    return Optional.ofNullable(blocked);
  }

  /** Whether the caller answers for what is blocked. */
  boolean isMisuse() {
    return callersOwn;
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  Masks masks() {
    return masks;
  }
}
