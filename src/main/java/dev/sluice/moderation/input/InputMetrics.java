package dev.sluice.moderation.input;

import dev.sluice.model.Category;
import dev.sluice.model.Direction;
import dev.sluice.model.Evidence;
import dev.sluice.model.Finding;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** Counts what became of inputs; the aliases are those that were configured. */
@ApplicationScoped
class InputMetrics {
  private static final String NONE = "none";

  private final MeterRegistry registry;

  InputMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void blocked(String alias, Category category) {
    count(alias, "block", category.name());
  }

  void unjudged(String alias) {
    count(alias, "unavailable", NONE);
  }

  /** {@code sluice_moderation_unjudged_total}: parts that go on though no vendor was in time. */
  void letPass(int parts) {
    registry
        .counter("sluice.moderation.unjudged", "direction", Direction.INPUT.stage())
        .increment(parts);
  }

  /** {@code sluice_moderation_verdicts_total}: what was found here, beside what vendors find. */
  void found(Finding finding) {
    Evidence evidence = finding.evidence();
    registry
        .counter(
            "sluice.moderation.verdicts",
            "vendor",
            evidence.source(),
            "category",
            evidence.category().name(),
            "action",
            evidence.action().name().toLowerCase(Locale.ROOT))
        .increment();
  }

  void passed(String alias, Masks masks) {
    count(alias, masks.isEmpty() ? "allow" : "mask", NONE);
  }

  void suspended() {
    registry.counter("sluice_moderation_suspended_requests").increment();
  }

  private void count(String alias, String verdict, String category) {
    registry
        .counter(
            "sluice_moderation_inputs", "alias", alias, "verdict", verdict, "category", category)
        .increment();
  }
}
