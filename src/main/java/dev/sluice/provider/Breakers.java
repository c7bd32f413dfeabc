package dev.sluice.provider;

import dev.sluice.model.breaker.Breaker;
import dev.sluice.model.breaker.FaultToleranceBreaker;
import dev.sluice.model.breaker.KeyedBreaker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The circuit breakers of all candidates, one each however many aliases name it; and their state as
 * gauge {@code sluice_breaker_state}: 0 closed, 1 half-open, 2 open.
 */
final class Breakers {

  private final BreakerSettings settings;
  private final LongSupplier nanoTime;
  private final Map<String, Breaker> byKey = new HashMap<>();
  private final Map<Candidate, CandidateBreaker> byCandidate = new HashMap<>();

  /**
   * @param nanoTime monotonic time in nanoseconds
   */
  Breakers(
      List<Route> routes, BreakerSettings settings, LongSupplier nanoTime, MeterRegistry registry) {
    this.settings = settings;
    this.nanoTime = nanoTime;
    for (Route route : routes) {
      for (Candidate candidate : route.candidates()) {
        byCandidate.computeIfAbsent(candidate, this::breaker);
      }
    }
    byCandidate.forEach((candidate, breaker) -> gauge(registry, candidate, breaker));
  }

  /** The breaker of a candidate of one of the routes. */
  CandidateBreaker of(Candidate candidate) {
    return byCandidate.get(candidate);
  }

  private CandidateBreaker breaker(Candidate candidate) {
    Breaker own = new FaultToleranceBreaker(candidate.toString(), settings.candidate(), nanoTime);
    Breaker key = byKey.computeIfAbsent(candidate.provider(), this::keyBreaker);
    return new CandidateBreaker(new KeyedBreaker(own, key, settings.maxRetryAfter(), nanoTime));
  }

  private Breaker keyBreaker(String provider) {
    return new FaultToleranceBreaker(provider + " key", settings.credentials(), nanoTime);
  }

  private static void gauge(MeterRegistry registry, Candidate candidate, CandidateBreaker breaker) {
    Gauge.builder("sluice.breaker.state", breaker, it -> it.state().ordinal())
        .description("0 closed, 1 half-open, 2 open")
        .tag("provider", candidate.provider())
        .tag("candidate", candidate.toString())
        .strongReference(true)
        .register(registry);
  }
}
