package dev.sluice.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import dev.sluice.admission.OpenAdmission;
import dev.sluice.model.ChatRequest;
import dev.sluice.model.Cut;
import dev.sluice.model.Field;
import dev.sluice.model.FinishReason;
import dev.sluice.model.Outcome;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.Refusal;
import dev.sluice.model.RouteFailure;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Usage;
import dev.sluice.moderation.CutOff;
import dev.sluice.moderation.ModerationConfig;
import dev.sluice.moderation.OutputModeration.Answered;
import dev.sluice.moderation.Policy;
import dev.sluice.provider.BreakerConfig;
import dev.sluice.provider.Failover;
import dev.sluice.provider.ModelsConfig;
import dev.sluice.provider.ProvidersConfig;
import dev.sluice.provider.Routes;
import dev.sluice.provider.UpstreamStream;
import dev.sluice.quota.keeping.QuotaInstance;
import dev.sluice.quota.ledger.Amounts;
import dev.sluice.quota.ledger.MemoryLedger;
import dev.sluice.quota.ledger.MemoryUsageRecords;
import dev.sluice.testing.Configs;
import dev.sluice.trace.Closed;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ChatJourneyTest {
  private static final Usage.Exact USAGE = new Usage.Exact(3, 4, 0, 0);

  private final FakeTraces traces = new FakeTraces();
  private final FakeFindings findings = new FakeFindings();
  private final FakeModeration moderation = new FakeModeration();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final RunningJourneys running = new RunningJourneys(metrics);
  private final MemoryLedger ledger = new MemoryLedger();
  private final MemoryUsageRecords records = new MemoryUsageRecords();
  private final QuotaInstance quota = QuotaInstance.unlimited(ledger, records);
  private final TokenCount tokens = new TokenCount();
  private final Settlement settlement =
      new Settlement(traces, findings, tokens, quota.quotas(), Clock.systemUTC(), metrics);
  private final AtomicReference<ChatRequest> sent = new AtomicReference<>();
  private final AtomicReference<Uni<UpstreamStream>> provider = new AtomicReference<>();
  private final ChatJourney chat = chat();

  private ChatJourney chat() {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withDefaultValue("sluice.providers.scripted.type", "replay")
            .withDefaultValue("sluice.models.alias.targets", "scripted/model-1")
            .withMapping(BreakerConfig.class)
            .withMapping(ModelsConfig.class)
            .withMapping(ProvidersConfig.class)
            .build();
    Routes routes =
        new Routes(
            config.getConfigMapping(ModelsConfig.class),
            config.getConfigMapping(ProvidersConfig.class));
    Failover failover =
        new Failover(
            routes.all(),
            id ->
                (request, model) -> {
                  sent.set(request);
                  return provider.get();
                },
            config.getConfigMapping(BreakerConfig.class),
            metrics,
            System::nanoTime,
            Infrastructure::getDefaultWorkerPool);
    return new ChatJourney(
        new OpenAdmission(),
        routes,
        traces,
        moderation,
        failover,
        moderation,
        settlement,
        running,
        new Policy(Configs.of(ModerationConfig.class)),
        Clock.systemUTC(),
        new FakeReplayLog(),
        new Reserving(quota.quotas(), tokens));
  }

  private UniAssertSubscriber<Answer> run() {
    tokens.of("loaded"); // so that nothing is counted on another thread
    return chat.run(SampleJourney.asked("alias"))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  private void provides(StreamPart... parts) {
    provider.set(Uni.createFrom().item(() -> new UpstreamStream(Multi.createFrom().items(parts))));
  }

  private Closed closedOnce() {
    await().until(() -> settlement.pending() == 0 && !traces.closed.isEmpty());
    assertThat(traces.closed).hasSize(1);
    assertThat(running.isEmpty()).isTrue();
    return traces.closed.get(0);
  }

  @Test
  void shouldRecordBeforeAndAfter_whenAllGoesWell() {
    // given
    provides(
        new StreamPart.Delta(0, Field.CONTENT, "Hi"),
        new StreamPart.Finished(0, FinishReason.STOP),
        new StreamPart.UsageReported(USAGE));
    // when
    Answer answer = run().awaitItem().getItem();
    // then
    assertThat(traces.opened).hasSize(1);
    assertThat(running.size()).isEqualTo(1);
    // when
    List<StreamPart> parts = answer.parts().collect().asList().await().indefinitely();
    // then
    assertThat(parts.get(3)).isEqualTo(new StreamPart.Ended(new Outcome.Completed(), USAGE));
    Closed closed = closedOnce();
    assertThat(closed.outcome()).isEqualTo(new Outcome.Completed());
    assertThat(closed.provider()).contains("scripted");
    assertThat(closed.outputChars()).isEqualTo(2);
    assertThat(closed.usage()).isEqualTo(USAGE);
  }

  @Test
  void shouldEnterNothing_whenTheModelIsUnknown() {
    // when
    UniAssertSubscriber<Answer> caller =
        chat.run(SampleJourney.asked("nobody"))
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());
    // then
    caller.awaitFailure().assertFailedWith(Refusal.NotFound.class);
    assertThat(running.isEmpty()).isTrue();
    assertThat(traces.opened).isEmpty();
  }

  @Test
  void shouldRefuseAndLeave_whenTheTraceCannotBeWritten() {
    // given
    traces.opening = () -> Uni.createFrom().failure(new IllegalStateException("no database"));
    // when
    UniAssertSubscriber<Answer> caller = run();
    // then
    caller.awaitFailure().assertFailedWith(Refusal.Unavailable.class);
    assertThat(running.isEmpty()).isTrue();
    assertThat(traces.closed).isEmpty();
  }

  @Test
  void shouldEndAsDisconnected_whenTheCallerLeavesWhileItIsRecorded() {
    // given
    AtomicReference<UniEmitter<? super Void>> insert = new AtomicReference<>();
    traces.opening = () -> Uni.createFrom().<Void>emitter(insert::set);
    AtomicBoolean asked = new AtomicBoolean();
    provider.set(
        Uni.createFrom().<UpstreamStream>nothing().onSubscription().invoke(() -> asked.set(true)));
    UniAssertSubscriber<Answer> caller = run();
    // when
    caller.cancel();
    // then
    assertThat(traces.closed).isEmpty();
    // when
    insert.get().complete(null);
    // then
    assertThat(closedOnce().outcome()).isEqualTo(new Outcome.Disconnected());
    assertThat(traces.opened).hasSize(1);
    assertThat(asked).isFalse();
  }

  @Test
  void shouldEndOnce_whenTheCallerLeavesAndTheRecordFails() {
    // given
    AtomicReference<UniEmitter<? super Void>> insert = new AtomicReference<>();
    traces.opening = () -> Uni.createFrom().<Void>emitter(insert::set);
    UniAssertSubscriber<Answer> caller = run();
    // when
    caller.cancel();
    insert.get().fail(new IllegalStateException("no database"));
    // then
    assertThat(running.isEmpty()).isTrue();
    assertThat(traces.closed).isEmpty();
  }

  @Test
  void shouldCancelTheProvider_whenTheCallerLeavesBeforeTheFirstChunk() {
    // given
    AtomicBoolean reset = new AtomicBoolean();
    provider.set(
        Uni.createFrom().<UpstreamStream>nothing().onCancellation().invoke(() -> reset.set(true)));
    UniAssertSubscriber<Answer> caller = run();
    // when
    caller.cancel();
    // then
    assertThat(reset).isTrue();
    assertThat(closedOnce().outcome()).isEqualTo(new Outcome.Disconnected());
  }

  @Test
  void shouldCancelTheProvider_whenStoppedBeforeTheFirstChunk() {
    // given
    AtomicBoolean reset = new AtomicBoolean();
    provider.set(
        Uni.createFrom().<UpstreamStream>nothing().onCancellation().invoke(() -> reset.set(true)));
    UniAssertSubscriber<Answer> caller = run();
    // when
    boolean found = running.stop("gen_1", new Outcome.Cancelled());
    // then
    assertThat(found).isTrue();
    caller.awaitFailure().assertFailedWith(Stopped.class);
    assertThat(reset).isTrue();
    assertThat(closedOnce().outcome()).isEqualTo(new Outcome.Cancelled());
  }

  @Test
  void shouldHearTheStop_whenItCameWhileItWasRecorded() {
    // given
    AtomicReference<UniEmitter<? super Void>> insert = new AtomicReference<>();
    traces.opening = () -> Uni.createFrom().<Void>emitter(insert::set);
    provider.set(Uni.createFrom().nothing());
    UniAssertSubscriber<Answer> caller = run();
    // when
    running.stop("gen_1", new Outcome.Drained());
    insert.get().complete(null);
    // then
    caller.awaitFailure().assertFailedWith(Stopped.class);
    assertThat(closedOnce().outcome()).isEqualTo(new Outcome.Drained());
  }

  @Test
  void shouldEndWithTheLastFailure_whenNoCandidateAnswers() {
    // given
    ProviderFailure failure = new ProviderFailure(ProviderFailure.Kind.BROKEN, "down");
    provider.set(Uni.createFrom().failure(failure));
    // when
    UniAssertSubscriber<Answer> caller = run();
    // then
    caller.awaitFailure().assertFailedWith(RouteFailure.class);
    assertThat(closedOnce().outcome()).isEqualTo(new Outcome.ProviderFailed(failure));
    assertThat(traces.closed.get(0).provider()).isEmpty();
  }

  @Test
  void shouldAskNoProvider_whenTheInputIsBlocked() {
    // given
    Refusal blocked = new Refusal.InputBlocked(Cut.hidingNothing("CUSTOM", "input", "no"));
    moderation.inspecting = request -> Uni.createFrom().failure(blocked);
    moderation.found.add(SampleJourney.FINDING);
    AtomicBoolean asked = new AtomicBoolean();
    provider.set(
        Uni.createFrom().<UpstreamStream>nothing().onSubscription().invoke(() -> asked.set(true)));
    // when
    UniAssertSubscriber<Answer> caller = run();
    // then
    assertThat(caller.awaitFailure().getFailure()).isSameAs(blocked);
    assertThat(closedOnce().outcome()).isEqualTo(new Outcome.Refused(blocked));
    assertThat(findings.kept).containsExactly(entry(1, SampleJourney.FINDING));
    assertThat(asked).isFalse();
  }

  @Test
  void shouldGiveUpTheInspection_whenTheCallerLeaves() {
    // given
    AtomicBoolean givenUp = new AtomicBoolean();
    moderation.inspecting =
        request ->
            Uni.createFrom()
                .<ChatRequest>nothing()
                .onCancellation()
                .invoke(() -> givenUp.set(true));
    UniAssertSubscriber<Answer> caller = run();
    // when
    caller.cancel();
    // then
    assertThat(givenUp).isTrue();
    assertThat(closedOnce().outcome()).isEqualTo(new Outcome.Disconnected());
  }

  @Test
  void shouldSendWhatWasCleared_whenTheInputWasMasked() {
    // given
    ChatRequest masked = SampleJourney.chat().withMaxOutputTokens(7);
    moderation.inspecting = request -> Uni.createFrom().item(masked);
    provides(new StreamPart.Finished(0, FinishReason.STOP));
    // when
    run().awaitItem();
    // then
    assertThat(sent.get()).isSameAs(masked);
  }

  @Test
  void shouldCutAndResetTheProvider_whenAVerdictEndsTheAnswer() {
    // given
    Cut cut = Cut.hidingNothing("CUSTOM", "output", "no");
    moderation.moderating =
        parts ->
            parts
                .onItem()
                .transformToUniAndConcatenate(it -> Uni.createFrom().failure(new CutOff(cut)));
    provides(new StreamPart.Delta(0, Field.CONTENT, "listed"), new StreamPart.UsageReported(USAGE));
    Answer answer = run().awaitItem().getItem();
    // when
    List<StreamPart> parts = answer.parts().collect().asList().await().indefinitely();
    // then
    assertThat(parts).hasSize(1);
    assertThat(((StreamPart.Ended) parts.get(0)).outcome()).isEqualTo(new Outcome.Cut(cut));
    assertThat(closedOnce().outcome()).isEqualTo(new Outcome.Cut(cut));
  }

  @Test
  void shouldTellModerationWhoseAnswerItIs_whenItBegins() {
    // given
    provides(new StreamPart.Finished(0, FinishReason.STOP));
    // when
    run().awaitItem();
    // then
    assertThat(moderation.moderated)
        .containsExactly(new Answered("gen_1", "alias", SampleJourney.CONTENT, "tenant/account"));
  }

  @Test
  void shouldRefuse_whileDraining() {
    // given
    running.refuseNew();
    // when
    UniAssertSubscriber<Answer> caller = run();
    // then
    caller.awaitFailure().assertFailedWith(Refusal.Unavailable.class);
    assertThat(running.isEmpty()).isTrue();
    assertThat(traces.opened).isEmpty();
  }

  @Test
  void shouldChargeWhatWasGenerated_whenTheCallerSawLess() {
    // given
    Cut cut = Cut.hidingNothing("CUSTOM", "output", "no");
    moderation.moderating =
        parts ->
            parts
                .collect()
                .asList()
                .onItem()
                .transformToMulti(all -> Multi.createFrom().failure(new CutOff(cut)));
    provides(new StreamPart.Delta(0, Field.CONTENT, "listed"), new StreamPart.UsageReported(USAGE));
    Answer answer = run().awaitItem().getItem();
    // when
    answer.parts().collect().asList().await().indefinitely();
    // then
    assertThat(closedOnce().usage()).isEqualTo(USAGE);
    assertThat(records.of("gen_1").get(0).amounts()).isEqualTo(new Amounts(1, 3, 4, 7000));
    assertThat(records.of("gen_1").get(0).outcome()).isEqualTo("Cut");
  }

  @Test
  void shouldReserveTheBound_beforeAnythingIsRecorded() {
    // given
    traces.opening =
        () -> {
          assertThat(ledger.entries).containsKey("gen_1");
          return Uni.createFrom().voidItem();
        };
    provides(new StreamPart.Finished(0, FinishReason.STOP));
    // when
    run().awaitItem();
    // then
    assertThat(ledger.entries.get("gen_1").amounts().output()).isEqualTo(4096);
    assertThat(ledger.entries.get("gen_1").amounts().input()).isPositive();
    assertThat(sent.get().maxOutputTokens()).hasValue(4096);
  }

  @Test
  void shouldGiveBack_whenNothingWasAnswered() {
    // given
    provider.set(
        Uni.createFrom().failure(new ProviderFailure(ProviderFailure.Kind.BROKEN, "down")));
    // when
    run().awaitFailure();
    // then
    closedOnce();
    assertThat(ledger.entries).isEmpty();
    assertThat(records.all()).isEmpty();
    assertThat(quota.held()).isZero();
  }

  @Test
  void shouldGiveBack_whenTheTraceCannotBeWritten() {
    // given
    traces.opening = () -> Uni.createFrom().failure(new IllegalStateException("no database"));
    // when
    run().awaitFailure();
    // then
    await().until(() -> ledger.entries.isEmpty() && quota.held() == 0);
    assertThat(records.all()).isEmpty();
  }

  @Test
  void shouldEndTheTraceOnlyBehindItsRow_whenTheRowComesTooLate() {
    // given
    AtomicReference<UniEmitter<? super Void>> insert = new AtomicReference<>();
    traces.opening = () -> Uni.createFrom().<Void>emitter(insert::set);
    run().awaitFailure(Duration.ofSeconds(20)).assertFailedWith(Refusal.Unavailable.class);
    await().until(() -> ledger.entries.isEmpty() && quota.held() == 0);
    assertThat(traces.closed).isEmpty();
    // when
    insert.get().complete(null);
    // then
    assertThat(closedOnce().outcome().name()).isEqualTo("Refused");
    assertThat(records.all()).isEmpty();
  }

  @Test
  void shouldGiveBack_whenTheCallerLeavesWhileItIsReserved() {
    // given
    AtomicReference<UniEmitter<? super Void>> answer = new AtomicReference<>();
    ledger.slowness = Uni.createFrom().<Void>emitter(answer::set);
    UniAssertSubscriber<Answer> caller = run();
    // when
    caller.cancel();
    answer.get().complete(null);
    // then
    await().until(() -> ledger.entries.isEmpty() && quota.held() == 0);
    assertThat(running.isEmpty()).isTrue();
    assertThat(traces.opened).isEmpty();
  }

  @Test
  void shouldRecordNothing_whenTheQuotaRefuses() {
    // given
    ledger.failure = Optional.of(new IllegalStateException("away"));
    // when
    UniAssertSubscriber<Answer> caller = run();
    // then
    caller.awaitFailure().assertFailedWith(Refusal.Unavailable.class);
    assertThat(running.isEmpty()).isTrue();
    assertThat(traces.opened).isEmpty();
  }

  @Test
  void shouldChargeAnEstimate_whenTheCallerLeavesInMidStream() {
    // given
    provider.set(
        Uni.createFrom()
            .item(
                () ->
                    new UpstreamStream(
                        Multi.createBy()
                            .concatenating()
                            .streams(
                                Multi.createFrom()
                                    .item(new StreamPart.Delta(0, Field.CONTENT, "Hello there")),
                                Multi.createFrom().nothing()))));
    Answer answer = run().awaitItem().getItem();
    AssertSubscriber<StreamPart> reader =
        answer.parts().subscribe().withSubscriber(AssertSubscriber.create(5));
    reader.awaitItems(1);
    // when
    reader.cancel();
    // then
    assertThat(closedOnce().outcome()).isEqualTo(new Outcome.Disconnected());
    await().until(() -> !records.all().isEmpty());
    assertThat(records.all().get(0).usage()).isInstanceOf(Usage.Estimated.class);
    assertThat(records.all().get(0).usage().outputTokens()).isBetween(1, 5);
  }
}
