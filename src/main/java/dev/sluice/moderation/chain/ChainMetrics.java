package dev.sluice.moderation.chain;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Direction;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.function.IntSupplier;

/** What operators see of vendors. Tags are configured ids and enums only. */
final class ChainMetrics {
  private final MeterRegistry registry;

  ChainMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** {@code sluice_moderation_breaker_state}: 0 closed, 1 half-open, 2 open. */
  void breaker(String vendor, IntSupplier state) {
    Gauge.builder("sluice.moderation.breaker.state", state, IntSupplier::getAsInt)
        .description("0 closed, 1 half-open, 2 open")
        .tag("vendor", vendor)
        .strongReference(true)
        .register(registry);
  }

  /**
   * {@code sluice_moderation_calls_total}, {@code …_characters_total} (sent, in code points),
   * {@code …_cost_total} (in the configured currency): one call that a vendor answered.
   */
  void called(String vendor, int characters, double cost, Duration latency) {
    registry.counter("sluice.moderation.calls", "vendor", vendor, "result", "answered").increment();
    registry.counter("sluice.moderation.characters", "vendor", vendor).increment(characters);
    registry.counter("sluice.moderation.cost", "vendor", vendor).increment(cost);
    registry.timer("sluice.moderation.latency", "vendor", vendor).record(latency);
  }

  /** {@code sluice_moderation_calls_total} with what went wrong instead. */
  void failed(String vendor, Enum<?> kind) {
    registry
        .counter("sluice.moderation.calls", "vendor", vendor, "result", lower(kind))
        .increment();
  }

  /** {@code sluice_moderation_judged_total}: code points judged, without what was sent twice. */
  void judged(Direction direction, int characters) {
    registry
        .counter("sluice.moderation.judged", "direction", direction.stage())
        .increment(characters);
  }

  /** {@code sluice_moderation_verdicts_total}: something found, and what our policy made of it. */
  void found(String vendor, Category category, Action action) {
    verdict(vendor, category.name(), lower(action));
  }

  /** {@code sluice_moderation_verdicts_total}: nothing found. */
  void passed(String vendor) {
    verdict(vendor, "none", "pass");
  }

  private void verdict(String vendor, String category, String action) {
    registry
        .counter(
            "sluice.moderation.verdicts", "vendor", vendor, "category", category, "action", action)
        .increment();
  }

  /** {@code sluice_moderation_failovers_total}: the next vendor's turn, and why. */
  void failedOver(String from, Enum<?> why) {
    registry
        .counter("sluice.moderation.failovers", "vendor", from, "reason", lower(why))
        .increment();
  }

  /** {@code sluice_moderation_hedges_total}: a second vendor asked since the first took long. */
  void hedged(String first) {
    registry.counter("sluice.moderation.hedges", "vendor", first).increment();
  }

  /** {@code sluice_moderation_unjudged_total}: passages let through that vendors did not judge. */
  void unjudged(Direction direction) {
    registry.counter("sluice.moderation.unjudged", "direction", direction.stage()).increment();
  }

  /** {@code sluice_moderation_exhausted_total}: passages refused since nobody could judge them. */
  void exhausted(Direction direction) {
    registry.counter("sluice.moderation.exhausted", "direction", direction.stage()).increment();
  }

  /** {@code sluice_moderation_shadow_total}: how a vendor that is not obeyed compares. */
  void compared(String vendor, Enum<?> agreement) {
    registry
        .counter("sluice.moderation.shadow", "vendor", vendor, "agreement", lower(agreement))
        .increment();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
