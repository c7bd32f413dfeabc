package dev.sluice.journey;

import dev.sluice.model.Finding;
import dev.sluice.model.Outcome;
import dev.sluice.model.Usage;
import dev.sluice.provider.Candidate;
import dev.sluice.quota.Consumption;
import dev.sluice.quota.Target;
import dev.sluice.quota.keeping.Quotas;
import dev.sluice.quota.keeping.Reservation;
import dev.sluice.trace.Closed;
import dev.sluice.trace.Findings;
import dev.sluice.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What follows from an outcome: the usage is established and the trace completed, once. Runs
 * detached from the request, since a caller that left must not stop it.
 */
@ApplicationScoped
class Settlement {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** How long PostgreSQL may be away before traces that wait for it are given up. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  /** Beyond so many, one generation's findings tell nothing new. */
  private static final int MOST_FINDINGS = 500;

  private final Traces traces;
  private final Findings findings;
  private final TokenCount tokens;
  private final Quotas quotas;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final AtomicInteger pending = new AtomicInteger();

  Settlement(
      Traces traces,
      Findings findings,
      TokenCount tokens,
      Quotas quotas,
      Clock clock,
      MeterRegistry metrics) {
    this.traces = traces;
    this.findings = findings;
    this.tokens = tokens;
    this.quotas = quotas;
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * Settles in the background; call it once a journey, with the outcome that counts.
   *
   * @return the usage, as soon as it is established and the quota's ledger knows
   */
  Uni<Usage> settle(Journey journey, Outcome outcome) {
    pending.incrementAndGet();
    count(journey, outcome);
    Uni<Usage> usage =
        usage(journey)
            .call(established -> charge(journey, outcome, established))
            .memoize()
            .indefinitely();
    usage
        .subscribe()
        .with(
            established -> write(closed(journey, outcome, established)),
            failure -> lost(journey.id(), outcome, failure));
    log(journey, outcome);
    return usage;
  }

  /** Nothing is charged where no provider began to answer. */
  private Uni<Void> charge(Journey journey, Outcome outcome, Usage usage) {
    return journey
        .reservation()
        .map(
            reservation ->
                target(journey)
                    .map(by -> charge(reservation, new Consumption(by, usage, outcome.name())))
                    .orElseGet(() -> quotas.release(reservation)))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private static Optional<Target> target(Journey journey) {
    return journey.candidate().map(by -> new Target(by.provider(), by.upstreamModel()));
  }

  /** Counts it now, and puts it on record in the background. */
  Uni<Void> charge(Reservation reservation, Consumption consumed) {
    return quotas.settle(reservation, consumed).invoke(() -> record(reservation));
  }

  /** Until it is done: should we end before, others do it. */
  private void record(Reservation reservation) {
    pending.incrementAndGet();
    quotas
        .record(reservation)
        .onFailure()
        .retry()
        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
        .indefinitely()
        .subscribe()
        .with(
            done -> pending.decrementAndGet(),
            failure -> lost(reservation.id(), new Outcome.Broken(failure), failure));
  }

  /** Gives back, in the background, what a journey reserved that never came to be recorded. */
  void release(Journey journey) {
    journey
        .reservation()
        .ifPresent(reservation -> quotas.release(reservation).subscribe().with(done -> {}));
  }

  /** Knows the record only: it may wait long, and must not keep a whole request in memory. */
  private void write(Closed closed) {
    patiently(traces.close(closed))
        .subscribe()
        .with(
            done -> pending.decrementAndGet(),
            failure -> lost(closed.id(), closed.outcome(), failure));
  }

  private void lost(String id, Outcome outcome, Throwable failure) {
    pending.decrementAndGet();
    Log.errorf(
        "trace not completed traceId=%s outcome=%s cause=%s",
        id, outcome.name(), failure.getClass().getSimpleName());
  }

  /** Records evidence in the background, at once: an answer may run long, and we may crash. */
  void keep(Journey journey, Finding finding) {
    int number = journey.nextFinding();
    if (number > MOST_FINDINGS) {
      return;
    }
    String id = journey.id();
    pending.incrementAndGet();
    patiently(findings.add(id, number, finding, clock.instant()))
        .subscribe()
        .with(
            done -> pending.decrementAndGet(),
            failure -> {
              pending.decrementAndGet();
              Log.errorf(
                  "finding not kept traceId=%s category=%s cause=%s",
                  id, finding.evidence().category(), failure.getClass().getSimpleName());
            });
  }

  /** How many records wait to be written. */
  int pending() {
    return pending.get();
  }

  /** Counting tokens costs milliseconds, so it leaves the event loop where it is needed. */
  private Uni<Usage> usage(Journey journey) {
    Tally tally = journey.tally();
    if (tally.reported().isPresent()) {
      return Uni.createFrom().item(tally.reported().get());
    }
    if (journey.candidate().isEmpty()) {
      return Uni.createFrom().item(new Usage.Estimated(0, 0));
    }
    return Uni.createFrom()
        .item(() -> tally.usage(tokens, input(journey)))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .onFailure()
        .recoverWithItem(failure -> uncounted(journey, failure));
  }

  private int input(Journey journey) {
    return journey.reservation().isPresent()
        ? Math.toIntExact(journey.estimatedInput())
        : tokens.of(journey.request());
  }

  /** An answer must end even where nobody could count it. */
  private static Usage uncounted(Journey journey, Throwable failure) {
    Log.errorf(
        "usage not counted traceId=%s cause=%s", journey.id(), failure.getClass().getSimpleName());
    return new Usage.Estimated(0, 0);
  }

  private Closed closed(Journey journey, Outcome outcome, Usage usage) {
    return new Closed(
        journey.id(),
        journey.candidate().map(Candidate::provider),
        journey.candidate().map(Candidate::upstreamModel),
        journey.firstChunk(),
        journey.elapsed(),
        outcome,
        journey.tally().finishReason(),
        usage,
        journey.tally().outputChars(),
        clock.instant());
  }

  private static Uni<Void> patiently(Uni<Void> writing) {
    return writing
        .onFailure()
        .retry()
        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
        .expireIn(PATIENCE.toMillis());
  }

  private void count(Journey journey, Outcome outcome) {
    metrics
        .counter("sluice_generations", "alias", journey.route().alias(), "outcome", outcome.name())
        .increment();
    journey
        .firstChunk()
        .ifPresent(
            latency ->
                metrics
                    .timer("sluice_first_chunk_latency", "alias", journey.route().alias())
                    .record(latency));
  }

  private static void log(Journey journey, Outcome outcome) {
    Log.infof(
        "generation ended traceId=%s tenant=%s model=%s provider=%s outcome=%s",
        journey.id(),
        journey.caller().tenant(),
        journey.route().alias(),
        journey.candidate().map(Candidate::provider).orElse("none"),
        outcome.name());
  }
}
