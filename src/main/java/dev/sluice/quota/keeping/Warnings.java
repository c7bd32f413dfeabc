package dev.sluice.quota.keeping;

import dev.sluice.model.Refusal;
import dev.sluice.quota.Bound;
import dev.sluice.quota.Limit;
import dev.sluice.quota.ledger.Levels;
import dev.sluice.quota.ledger.Reading;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;

/** Tells operators of limits that are nearly used up, once a period, and of those that are. */
@ApplicationScoped
class Warnings {
  private final MeterRegistry metrics;

  Warnings(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  void tell(Levels levels, List<Reading> readings) {
    readings.stream().filter(Reading::warns).forEach(reading -> warn(levels, reading));
  }

  private void warn(Levels levels, Reading reading) {
    Bound bound = reading.bound();
    String measure = bound.limit().map(Limit::measure).map(Warnings::word).orElse("concurrent");
    String period = bound.limit().map(Limit::period).map(Warnings::word).orElse("none");
    metrics
        .counter(
            "sluice_quota_warnings",
            "level",
            bound.level().word(),
            "measure",
            measure,
            "period",
            period)
        .increment();
    Log.warnf(
        "quota nearly used tenant=%s account=%s level=%s plan=%s measure=%s period=%s used=%d"
            + " limit=%d",
        levels.tenant(),
        levels.account(),
        bound.level().word(),
        bound.plan(),
        measure,
        period,
        reading.used() + reading.wanted(),
        bound.most());
  }

  void refused(List<Reading> readings) {
    readings.stream()
        .filter(reading -> !reading.fits())
        .map(Denial::kind)
        .distinct()
        .forEach(this::count);
  }

  private void count(Refusal.Exhausted.Limit kind) {
    metrics.counter("sluice_quota_refusals", "limit", word(kind)).increment();
  }

  void overdrawn() {
    metrics.counter("sluice_quota_overdrafts").increment();
  }

  void takenOver() {
    metrics.counter("sluice_quota_taken_over").increment();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
