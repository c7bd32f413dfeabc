package dev.sluice.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.model.Field;
import dev.sluice.model.Outcome;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Usage;
import dev.sluice.quota.keeping.QuotaInstance;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SettlementTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Duration SOON = Duration.ofSeconds(20);

  private final FakeTraces traces = new FakeTraces();
  private final FakeFindings findings = new FakeFindings();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Journey journey = SampleJourney.fresh();
  private final Settlement settlement = settlement(new TokenCount());

  private Settlement settlement(TokenCount tokens) {
    return new Settlement(
        traces,
        findings,
        tokens,
        QuotaInstance.unlimited().quotas(),
        Clock.fixed(NOW, ZoneOffset.UTC),
        metrics);
  }

  @Test
  void shouldTakeTheReportedUsage_whenThereIsOne() {
    // given
    Usage.Exact reported = new Usage.Exact(5, 6, 1, 2);
    journey.opened(SampleJourney.CANDIDATE);
    journey.observe(new StreamPart.Delta(0, Field.CONTENT, "ignored for the count"));
    journey.observe(new StreamPart.UsageReported(reported));
    // when
    Usage usage = settlement.settle(journey, new Outcome.Completed()).await().atMost(SOON);
    // then
    assertThat(usage).isEqualTo(reported);
    await().until(() -> settlement.pending() == 0);
    assertThat(traces.closed).hasSize(1);
    assertThat(traces.closed.get(0).usage()).isEqualTo(reported);
    assertThat(traces.closed.get(0).endedAt()).isEqualTo(NOW);
  }

  @Test
  void shouldEstimate_whenTheProviderReportedNone() {
    // given
    journey.opened(SampleJourney.CANDIDATE);
    journey.observe(new StreamPart.Delta(0, Field.CONTENT, "Hello there, world"));
    // when
    Usage usage = settlement.settle(journey, new Outcome.Disconnected()).await().atMost(SOON);
    // then
    assertThat(usage).isInstanceOf(Usage.Estimated.class);
    assertThat(usage.inputTokens()).isPositive();
    assertThat(usage.outputTokens()).isBetween(2, 6);
  }

  @Test
  void shouldCostNothing_whenNoProviderAnswered() {
    // when
    Usage usage = settlement.settle(journey, new Outcome.Disconnected()).await().atMost(SOON);
    // then
    assertThat(usage).isEqualTo(new Usage.Estimated(0, 0));
  }

  @Test
  void shouldStillEnd_whenTokensCannotBeCounted() {
    // given
    journey.opened(SampleJourney.CANDIDATE);
    Settlement broken =
        settlement(
            new TokenCount() {
              @Override
              int of(String text) {
                throw new IllegalStateException("no tables");
              }
            });
    // when
    Usage usage = broken.settle(journey, new Outcome.Completed()).await().atMost(SOON);
    // then
    assertThat(usage).isEqualTo(new Usage.Estimated(0, 0));
    await().until(() -> broken.pending() == 0);
    assertThat(traces.closed).hasSize(1);
  }

  @Test
  void shouldTryAgain_whenTheTraceCannotBeClosed() {
    // given
    traces.closeFailures.add(new IllegalStateException("connection lost"));
    traces.closeFailures.add(new IllegalStateException("connection lost"));
    // when
    settlement.settle(journey, new Outcome.Completed()).await().atMost(SOON);
    // then
    await().until(() -> settlement.pending() == 0);
    assertThat(traces.closed).hasSize(1);
    assertThat(traces.closeAttempts).isEqualTo(3);
  }

  @Test
  void shouldKeepAFinding_whenTheDatabaseWasAwayForAMoment() {
    // given
    findings.failures.add(new IllegalStateException("connection lost"));
    // when
    settlement.keep(journey, SampleJourney.FINDING);
    settlement.keep(journey, SampleJourney.FINDING);
    // then
    await().until(() -> settlement.pending() == 0);
    assertThat(findings.kept).containsOnlyKeys(1, 2).containsValue(SampleJourney.FINDING);
  }

  @Test
  void shouldBoundTheFindings_whenThereAreTooMany() {
    // when
    IntStream.range(0, 600).forEach(one -> settlement.keep(journey, SampleJourney.FINDING));
    // then
    await().until(() -> settlement.pending() == 0);
    assertThat(findings.kept).hasSize(500);
  }

  @Test
  void shouldCountTheOutcomeOnce_whenSettled() {
    // when
    settlement.settle(journey, new Outcome.Abandoned()).await().atMost(SOON);
    // then
    assertThat(
            metrics
                .get("sluice_generations")
                .tag("outcome", "Abandoned")
                .tag("alias", "alias")
                .counter()
                .count())
        .isEqualTo(1);
  }
}
