package dev.sluice.provider;

import dev.sluice.model.ProviderFailure;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;

/** What operators see of candidates' health. Tags are configured names and enums only. */
final class ProviderMetrics {

  private final MeterRegistry registry;

  ProviderMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** {@code sluice_provider_failures_total}: before the first chunk or in mid-stream. */
  void failed(Candidate candidate, ProviderFailure.Kind kind) {
    String name = kind.name().toLowerCase(Locale.ROOT);
    registry
        .counter("sluice.provider.failures", "provider", candidate.provider(), "kind", name)
        .increment();
  }

  /** {@code sluice_failovers_total}: a candidate other than the alias's first is asked. */
  void failedOver(Route route) {
    registry.counter("sluice.failovers", "alias", route.alias()).increment();
  }

  /** {@code sluice_first_chunk_seconds}: from asking a provider to its first chunk. */
  void firstChunk(Candidate candidate, Duration latency) {
    registry.timer("sluice.first.chunk", "provider", candidate.provider()).record(latency);
  }
}
