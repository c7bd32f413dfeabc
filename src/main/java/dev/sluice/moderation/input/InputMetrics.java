package dev.sluice.moderation.input;

import dev.sluice.model.Category;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

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
