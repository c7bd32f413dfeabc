package dev.sluice.moderation.window;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Direction;
import dev.sluice.model.Evidence;
import dev.sluice.model.Finding;
import dev.sluice.moderation.Passage;
import dev.sluice.moderation.lexicon.Entry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;

/** Tells what mattered in one text. A listed word that is no reason to cut is told once. */
final class Report {
  private final Consumer<Finding> findings;
  private final WindowMetrics metrics;
  private final int choice;
  private final String field;
  private final String lexiconVersion;
  private final Set<String> told = new HashSet<>();

  Report(
      Consumer<Finding> findings,
      WindowMetrics metrics,
      int choice,
      String field,
      String lexiconVersion) {
    this.findings = findings;
    this.metrics = metrics;
    this.choice = choice;
    this.field = field;
    this.lexiconVersion = lexiconVersion;
  }

  void listed(Entry entry, Action action, int start, int end) {
    if (told.add(entry.id()) || action == Action.BLOCK) {
      metrics.listed(entry.category(), action);
      tell(start, end - start, entry.evidence(lexiconVersion, action, Duration.ZERO));
    }
  }

  void judged(Passage passage, List<Evidence> evidence) {
    for (Evidence one : evidence) {
      if (one.action().compareTo(Action.REVIEW) >= 0) {
        tell(passage.position(), passage.text().length(), one);
      }
    }
  }

  /** Nobody could judge the passage; the action says whether it passes nevertheless. */
  void unjudged(Passage passage, Action action, String label) {
    tell(
        passage.position(),
        passage.text().length(),
        new Evidence(
            "none", "", Category.OTHER, action, label, OptionalDouble.empty(), Duration.ZERO));
  }

  private void tell(int position, int length, Evidence evidence) {
    findings.accept(new Finding(Direction.OUTPUT, choice, field, position, length, evidence));
  }
}
