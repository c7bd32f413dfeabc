package dev.sluice.moderation.window;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Cut;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** What operators see of the judging of answers. Lengths in code points. */
final class WindowMetrics {
  private final MeterRegistry registry;
  private final DistributionSummary size;
  private final Timer latency;
  private final LongAdder held = new LongAdder();

  WindowMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.size =
        DistributionSummary.builder("sluice.moderation.window.size")
            .description("text judged together, in code points")
            .register(registry);
    this.latency =
        Timer.builder("sluice.moderation.window.latency")
            .description("from asking about a window to its verdict")
            .register(registry);
    Gauge.builder("sluice.moderation.held", held, LongAdder::sum)
        .description("text received and not yet released or judged, of all answers")
        .strongReference(true)
        .register(registry);
  }

  /** {@code sluice_moderation_window_size}: a window goes to the judge. */
  void asked(String text) {
    size.record(CodePoints.in(text));
  }

  /** {@code sluice_moderation_window_latency_seconds}: its verdict is there. */
  void answered(long nanos) {
    latency.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** {@code sluice_moderation_held}: so much more, or less, is kept back. */
  void held(int more) {
    held.add(more);
  }

  /** {@code sluice_moderation_verdicts_total}: a listed word, beside what vendors find. */
  void listed(Category category, Action action) {
    registry
        .counter(
            "sluice.moderation.verdicts",
            "vendor",
            "lexicon",
            "category",
            category.name(),
            "action",
            action.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  /** {@code sluice_cuts_total}: an answer was ended by verdict. */
  void cut(Cut cut) {
    registry.counter("sluice.cuts", "category", cut.category(), "stage", cut.stage()).increment();
  }
}
