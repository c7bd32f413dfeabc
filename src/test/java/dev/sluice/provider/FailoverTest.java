package dev.sluice.provider;

import static dev.sluice.model.ProviderFailure.Kind.BAD_REQUEST;
import static dev.sluice.model.ProviderFailure.Kind.BROKEN;
import static dev.sluice.model.ProviderFailure.Kind.CONTENT_REFUSED;
import static dev.sluice.model.ProviderFailure.Kind.CREDENTIALS;
import static dev.sluice.model.ProviderFailure.Kind.INEXPRESSIBLE;
import static dev.sluice.model.ProviderFailure.Kind.OVERLOADED;
import static dev.sluice.model.ProviderFailure.Kind.SATURATED;
import static dev.sluice.model.ProviderFailure.Kind.STALLED;
import static dev.sluice.model.ProviderFailure.Kind.TIMED_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.model.ChatRequest;
import dev.sluice.model.Field;
import dev.sluice.model.Message;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.RouteFailure;
import dev.sluice.model.StreamPart;
import dev.sluice.model.ToolChoice;
import dev.sluice.model.breaker.Breaker.State;
import dev.sluice.testing.ManualScheduler;
import dev.sluice.testing.ManualTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailoverTest {

  private static final Candidate FIRST = new Candidate("openai", "gpt-x");
  private static final Candidate SECOND = new Candidate("anthropic", "claude-x");
  private static final Candidate SAME_KEY = new Candidate("openai", "gpt-y");
  private static final StreamPart PART = new StreamPart.Delta(0, Field.CONTENT, "hi");

  private final ManualTime time = ManualTime.SHARED;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FakeProviders providers = new FakeProviders();
  private final Route route = route("best", FIRST, SECOND);
  private final Route first = route("first", FIRST);
  private final Route sameKey = route("same-key", SAME_KEY);
  private final Failover failover = failover(List.of(route, first, sameKey));

  @Test
  void shouldAskTheFirstOnly_whenItAnswers() {
    var opened = open(route);

    providers.answer(FIRST, Multi.createFrom().item(PART));

    OpenedRoute answer = opened.assertCompleted().getItem();
    assertThat(answer.candidate()).isEqualTo(FIRST);
    assertThat(parts(answer).assertCompleted().getItems()).containsExactly(PART);
    assertThat(providers.asked()).containsExactly(FIRST);
    assertThat(registry.find("sluice.failovers").counter()).isNull();
  }

  @Test
  void shouldAskNothing_whenNobodySubscribed() {
    failover.open(route, request());

    assertThat(providers.asked()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"BAD_REQUEST", "CONTENT_REFUSED"},
      mode = EnumSource.Mode.EXCLUDE)
  void shouldAskTheNext_whenTheFirstFails(ProviderFailure.Kind kind) {
    var opened = open(route);

    providers.fail(FIRST, kind);
    providers.answer(SECOND, Multi.createFrom().item(PART));

    assertThat(opened.assertCompleted().getItem().candidate()).isEqualTo(SECOND);
    assertThat(registry.get("sluice.failovers").tag("alias", "best").counter().count())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"BAD_REQUEST", "CONTENT_REFUSED"})
  void shouldEndWithTheFailureItself_whenTheRequestIsAtFault(ProviderFailure.Kind kind) {
    var opened = open(route);

    providers.fail(FIRST, kind);

    assertThat(providerFailure(opened).kind()).isEqualTo(kind);
    assertThat(providers.asked()).containsExactly(FIRST);
  }

  @Test
  void shouldFailWithTheLast_whenAllFail() {
    var opened = open(route);

    providers.fail(FIRST, TIMED_OUT);
    providers.fail(SECOND, BROKEN);

    RouteFailure failure = routeFailure(opened);
    assertThat(failure.kind()).isEqualTo(RouteFailure.Kind.PROVIDER_FAILED);
    assertThat(failure.last()).map(ProviderFailure::kind).contains(BROKEN);
  }

  @Test
  void shouldTellATimeout_whenTheLastTimedOut() {
    var opened = open(route);

    providers.fail(FIRST, BROKEN);
    providers.fail(SECOND, TIMED_OUT);

    assertThat(routeFailure(opened).kind()).isEqualTo(RouteFailure.Kind.PROVIDER_TIMEOUT);
  }

  @Test
  void shouldStop_whenTheTimeForOpeningIsOver() {
    var opened = open(route);
    time.advance(Duration.ofSeconds(50));
    providers.fail(FIRST, TIMED_OUT);

    time.advance(Duration.ofSeconds(10));

    assertThat(routeFailure(opened).kind()).isEqualTo(RouteFailure.Kind.PROVIDER_TIMEOUT);
    assertThat(providers.cancelled()).containsExactly(SECOND);
  }

  @Test
  void shouldBlameNobody_whenACandidateHadOnlyTheTimeThatOthersLeft() {
    for (int i = 0; i < 4; i++) {
      open(route);
      time.advance(Duration.ofSeconds(50));
      providers.fail(FIRST, OVERLOADED);
      time.advance(Duration.ofSeconds(10));
    }

    assertThat(state(SECOND)).isZero();
    assertThat(failures("anthropic", "timed_out")).isEqualTo(4);
  }

  @Test
  void shouldBlameNobody_whenCandidatesWereNotAsked() {
    failFirst(5, SATURATED);
    failFirst(5, INEXPRESSIBLE);

    assertThat(state(FIRST)).isZero();
  }

  @Test
  void shouldBlameTheCaller_whenNoCandidateHasAFormForTheRequest() {
    var opened = open(route);

    providers.fail(FIRST, INEXPRESSIBLE);
    providers.fail(SECOND, INEXPRESSIBLE);

    assertThat(providerFailure(opened).kind()).isEqualTo(BAD_REQUEST);
  }

  @Test
  void shouldTellHowTheOtherFailed_whenOneHasNoFormForTheRequest() {
    var opened = open(route);

    providers.fail(FIRST, BROKEN);
    providers.fail(SECOND, INEXPRESSIBLE);

    assertThat(routeFailure(opened).last()).map(ProviderFailure::kind).contains(BROKEN);
  }

  @Test
  void shouldAskToComeBack_whenTheOneThatCouldIsRestingAndTheOtherHasNoForm() {
    failFirst(4, BROKEN);
    var opened = open(route);

    providers.fail(SECOND, INEXPRESSIBLE);

    assertThat(routeFailure(opened).retryAfter()).contains(Duration.ofSeconds(10));
  }

  @Test
  void shouldAskToComeBack_whenAllStreamsAreTaken() {
    var opened = open(first);

    providers.fail(FIRST, SATURATED);

    assertThat(routeFailure(opened).kind()).isEqualTo(RouteFailure.Kind.NO_PROVIDER_AVAILABLE);
  }

  @Test
  void shouldRestTheWholeKey_whenItsBalanceIsSpentInMidStream() {
    AtomicReference<MultiEmitter<? super StreamPart>> upstream = new AtomicReference<>();
    var answer = answered(Multi.createFrom().<StreamPart>emitter(upstream::set));
    upstream.get().emit(PART);

    upstream.get().fail(new ProviderFailure(CREDENTIALS, "insufficient_quota"));

    answer.assertFailedWith(ProviderFailure.class);
    assertThat(state(SAME_KEY)).isEqualTo(2);
  }

  @Test
  void shouldAskNobodyElse_whenTheFirstUsedUpAllTime() {
    var opened = open(route);

    time.advance(Duration.ofSeconds(60));

    assertThat(routeFailure(opened).kind()).isEqualTo(RouteFailure.Kind.PROVIDER_TIMEOUT);
    assertThat(providers.asked()).containsExactly(FIRST);
    assertThat(providers.cancelled()).containsExactly(FIRST);
    assertThat(failures("openai", "timed_out")).isEqualTo(1);
  }

  @Test
  void shouldLeaveNoTimerBehind_whenAnswered() {
    int before = time.waiting();
    var opened = open(route);

    providers.answer(FIRST, Multi.createFrom().item(PART));

    opened.assertCompleted();
    assertThat(time.waiting()).isEqualTo(before);
  }

  @Test
  void shouldCancelTheAskingUnderWay_whenTheCallerLeaves() {
    var opened = open(route);
    providers.fail(FIRST, BROKEN);

    opened.cancel();

    assertThat(providers.asked()).containsExactly(FIRST, SECOND);
    assertThat(providers.cancelled()).containsExactly(SECOND);
  }

  @Test
  void shouldTreatItAsBroken_whenAnAdapterFailsInItsOwnWay() {
    var opened = open(first);

    providers.fail(FIRST, new IllegalStateException("secret"));

    RouteFailure failure = routeFailure(opened);
    assertThat(failure.last()).map(ProviderFailure::kind).contains(BROKEN);
    assertThat(failure).hasMessageNotContaining("secret");
    assertThat(failures("openai", "broken")).isEqualTo(1);
  }

  @Test
  void shouldPassOver_whenABreakerIsOpen() {
    failFirst(4, BROKEN);
    providers.asked().clear();

    var opened = open(route);
    providers.answer(SECOND, Multi.createFrom().item(PART));

    opened.assertCompleted();
    assertThat(providers.asked()).containsExactly(SECOND);
    assertThat(state(FIRST)).isEqualTo(2);
    assertThat(state(SECOND)).isZero();
  }

  @Test
  void shouldSayWhenToComeBack_whenEveryBreakerIsOpen() {
    failFirst(4, BROKEN);
    time.advance(Duration.ofSeconds(3));

    RouteFailure failure = routeFailure(open(first));

    assertThat(failure.kind()).isEqualTo(RouteFailure.Kind.NO_PROVIDER_AVAILABLE);
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
  }

  @Test
  void shouldShareTheBreaker_whenTwoAliasesNameTheSameCandidate() {
    for (int i = 0; i < 4; i++) {
      open(route);
      providers.fail(FIRST, BROKEN);
      providers.answer(SECOND, Multi.createFrom().item(PART));
    }

    assertThat(routeFailure(open(first)).kind()).isEqualTo(RouteFailure.Kind.NO_PROVIDER_AVAILABLE);
  }

  @Test
  void shouldNotOpenTheBreaker_whenRequestsAreAtFault() {
    failFirst(5, BAD_REQUEST);
    failFirst(5, CONTENT_REFUSED);

    assertThat(state(FIRST)).isZero();
  }

  @Test
  void shouldLetAProbeThrough_whenTheDelayIsOver() {
    failFirst(4, BROKEN);
    time.advance(Duration.ofSeconds(10));
    assertThat(state(FIRST)).isEqualTo(1);

    var probe = open(first);
    var beside = open(first);

    assertThat(routeFailure(beside).kind()).isEqualTo(RouteFailure.Kind.NO_PROVIDER_AVAILABLE);
    providers.answer(FIRST, Multi.createFrom().nothing());
    probe.assertCompleted();
    assertThat(state(FIRST)).isZero();
  }

  @Test
  void shouldProbeAgain_whenTheCallerOfAProbeLeaves() {
    failFirst(4, BROKEN);
    time.advance(Duration.ofSeconds(10));

    for (int i = 0; i < 10; i++) {
      open(first).cancel();
    }

    assertThat(state(FIRST)).isEqualTo(1);
    var probe = open(first);
    providers.answer(FIRST, Multi.createFrom().item(PART));
    probe.assertCompleted();
    assertThat(state(FIRST)).isZero();
  }

  @Test
  void shouldRestTheWholeKey_whenCredentialsAreRefused() {
    failFirst(1, CREDENTIALS);

    RouteFailure failure = routeFailure(open(sameKey));

    assertThat(failure.retryAfter()).contains(Duration.ofMinutes(5));
    assertThat(state(FIRST)).isEqualTo(2);
    assertThat(state(SAME_KEY)).isEqualTo(2);
    assertThat(state(SECOND)).isZero();
  }

  @Test
  void shouldProbeTheKeyOnce_whenItsRestIsOver() {
    failFirst(1, CREDENTIALS);
    time.advance(Duration.ofMinutes(5));

    var probe = open(first);
    RouteFailure beside = routeFailure(open(sameKey));

    assertThat(beside.kind()).isEqualTo(RouteFailure.Kind.NO_PROVIDER_AVAILABLE);
    providers.answer(FIRST, Multi.createFrom().item(PART));
    probe.assertCompleted();
    assertThat(state(SAME_KEY)).isZero();
  }

  @Test
  void shouldProbeTheKeyAgain_whenItsProbeSaidNothingAboutIt() {
    failFirst(1, CREDENTIALS);
    time.advance(Duration.ofMinutes(5));

    failFirst(1, BROKEN);
    open(first).cancel();

    assertThat(state(SAME_KEY)).isEqualTo(1);
    var probe = open(sameKey);
    providers.answer(SAME_KEY, Multi.createFrom().item(PART));
    probe.assertCompleted();
    assertThat(state(SAME_KEY)).isZero();
  }

  @Test
  void shouldPassOverUntilThen_whenTheProviderAsksToWait() {
    open(first);
    providers.fail(FIRST, overloaded(Duration.ofSeconds(20)));

    RouteFailure failure = routeFailure(open(first));

    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(20));
    time.advance(Duration.ofSeconds(20));
    open(first);
    assertThat(providers.asked()).containsExactly(FIRST, FIRST);
  }

  @Test
  void shouldWaitAMinuteAtMost_whenTheProviderAsksForMore() {
    open(first);
    providers.fail(FIRST, overloaded(Duration.ofDays(1)));

    assertThat(routeFailure(open(first)).retryAfter()).contains(Duration.ofSeconds(60));
  }

  @Test
  void shouldOpenTheBreaker_whenAnswersBreakInMidStream() {
    for (int i = 0; i < 4; i++) {
      AtomicReference<MultiEmitter<? super StreamPart>> upstream = new AtomicReference<>();
      var answer = answered(Multi.createFrom().<StreamPart>emitter(upstream::set));
      upstream.get().emit(PART);
      upstream.get().fail(new ProviderFailure(STALLED, "silence"));
      answer.assertItems(PART).assertFailedWith(ProviderFailure.class, "silence");
    }

    assertThat(state(FIRST)).isEqualTo(2);
    assertThat(providers.asked()).containsOnly(FIRST);
    assertThat(failures("openai", "stalled")).isEqualTo(4);
  }

  @Test
  void shouldLearnOfWholeAnswers_whenTheyComplete() {
    for (int i = 0; i < 3; i++) {
      answered(Multi.createFrom().item(PART)).assertCompleted();
    }

    failFirst(1, BROKEN);

    assertThat(state(FIRST)).isZero();
  }

  @Test
  void shouldResetAndBlameNobody_whenTheCallerLeavesInMidStream() {
    AtomicReference<Integer> resets = new AtomicReference<>(0);
    Multi<StreamPart> endless =
        Multi.createFrom()
            .<StreamPart>nothing()
            .onCancellation()
            .invoke(() -> resets.updateAndGet(it -> it + 1));

    for (int i = 0; i < 10; i++) {
      answered(endless).cancel();
    }

    assertThat(resets.get()).isEqualTo(10);
    assertThat(state(FIRST)).isZero();
    failFirst(3, BROKEN);
    assertThat(state(FIRST)).isZero();
  }

  @Test
  void shouldTakeNoMoreThanDemanded_whenTheCallerIsSlow() {
    var opened = open(first);
    providers.answer(FIRST, Multi.createFrom().items(PART, PART, PART));

    AssertSubscriber<StreamPart> slow =
        opened.getItem().parts().subscribe().withSubscriber(AssertSubscriber.create(1));

    slow.assertItems(PART).assertNotTerminated();
  }

  @Test
  void shouldMeasureTheFirstChunk_whenItComes() {
    var opened = open(first);
    time.advance(Duration.ofMillis(300));
    providers.answer(FIRST, Multi.createFrom().item(PART));
    opened.assertCompleted();

    var timer = registry.get("sluice.first.chunk").tag("provider", "openai").timer();
    assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(300);
  }

  @Test
  void shouldStandBesideAnother_whenMadeTwice() {
    Failover other = failover(List.of(route, first, sameKey));

    failFirst(4, BROKEN);

    var opened =
        other.open(first, request()).subscribe().withSubscriber(UniAssertSubscriber.create());
    opened.assertNotTerminated();
    assertThat(State.OPEN.ordinal()).isEqualTo(2);
  }

  private AssertSubscriber<StreamPart> answered(Multi<StreamPart> parts) {
    var opened = open(first);
    providers.answer(FIRST, parts);
    return parts(opened.assertCompleted().getItem());
  }

  private static AssertSubscriber<StreamPart> parts(OpenedRoute answer) {
    return answer.parts().subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
  }

  private void failFirst(int times, ProviderFailure.Kind kind) {
    for (int i = 0; i < times; i++) {
      open(first);
      providers.fail(FIRST, kind);
    }
  }

  private static ProviderFailure overloaded(Duration retryAfter) {
    return new ProviderFailure(OVERLOADED, 429, "later", Optional.of(retryAfter));
  }

  private static ProviderFailure providerFailure(UniAssertSubscriber<OpenedRoute> opened) {
    return (ProviderFailure) opened.assertFailedWith(ProviderFailure.class).getFailure();
  }

  private static RouteFailure routeFailure(UniAssertSubscriber<OpenedRoute> opened) {
    return (RouteFailure) opened.assertFailedWith(RouteFailure.class).getFailure();
  }

  private double state(Candidate candidate) {
    return registry
        .get("sluice.breaker.state")
        .tag("provider", candidate.provider())
        .tag("candidate", candidate.toString())
        .gauge()
        .value();
  }

  private double failures(String provider, String kind) {
    return registry
        .get("sluice.provider.failures")
        .tag("provider", provider)
        .tag("kind", kind)
        .counter()
        .count();
  }

  private UniAssertSubscriber<OpenedRoute> open(Route route) {
    return failover.open(route, request()).subscribe().withSubscriber(UniAssertSubscriber.create());
  }

  private Failover failover(List<Route> routes) {
    BreakerConfig config =
        BreakerConfigTest.config(
            Map.of("sluice.breaker.request-volume", "4", "sluice.breaker.success-threshold", "1"));
    return new Failover(routes, providers, config, registry, time, () -> new ManualScheduler(time));
  }

  private static Route route(String alias, Candidate... candidates) {
    return new Route(
        alias,
        List.of(candidates),
        4096,
        new TemperatureRange(0, 2),
        false,
        Duration.ofSeconds(60),
        Optional.empty());
  }

  static ChatRequest request() {
    return new ChatRequest(
        "best",
        List.of(Message.of(Message.Role.USER, "hello")),
        1,
        OptionalInt.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        List.of(),
        List.of(),
        ToolChoice.AUTO,
        Optional.empty(),
        Optional.empty(),
        JsonNodeFactory.instance.objectNode());
  }
}
