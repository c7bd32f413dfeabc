package dev.sluice.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.ProviderFailure;
import dev.sluice.model.RouteFailure;
import dev.sluice.testing.ManualScheduler;
import dev.sluice.testing.ManualTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the candidates do, they are asked as a simple loop would ask them. */
class FailoverModelTest {

  private final ManualTime time = ManualTime.SHARED;

  @Property(tries = 300)
  void shouldAskInOrderAndStopAtTheFirstVerdict(
      @ForAll("behaviours") List<Optional<ProviderFailure.Kind>> behaviours) {
    FakeProviders providers = new FakeProviders();
    Route route = route(providers, behaviours);

    var result =
        failover(route, providers)
            .open(route, FailoverTest.request())
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());

    int expected = verdictAt(behaviours);
    int asked = Math.min(expected + 1, behaviours.size());
    assertThat(providers.asked()).isEqualTo(route.candidates().subList(0, asked));
    if (expected == behaviours.size()) {
      assertAllFailed(result, behaviours.stream().map(Optional::orElseThrow).toList());
    } else {
      assertEnded(result, route.candidates().get(expected), behaviours.get(expected));
    }
  }

  @Property(tries = 200)
  void shouldNeverAskTheSameTwice_whenRequestsFollowEachOther(
      @ForAll("behaviours") List<Optional<ProviderFailure.Kind>> behaviours) {
    FakeProviders providers = new FakeProviders();
    Route route = route(providers, behaviours);
    Failover failover = failover(route, providers);

    for (int i = 0; i < 6; i++) {
      providers.asked().clear();
      failover
          .open(route, FailoverTest.request())
          .subscribe()
          .withSubscriber(UniAssertSubscriber.create())
          .assertTerminated();

      assertThat(providers.asked()).doesNotHaveDuplicates();
      assertThat(route.candidates().stream().filter(providers.asked()::contains).toList())
          .isEqualTo(providers.asked());
    }
  }

  /** The index of the candidate whose answer or refusal ends the asking, or the list's size. */
  private static int verdictAt(List<Optional<ProviderFailure.Kind>> behaviours) {
    int at = 0;
    while (at < behaviours.size()
        && behaviours.get(at).isPresent()
        && behaviours.get(at).get().failsOver()) {
      at++;
    }
    return at;
  }

  private static void assertAllFailed(
      UniAssertSubscriber<OpenedRoute> result, List<ProviderFailure.Kind> kinds) {
    List<ProviderFailure.Kind> asked =
        kinds.stream().filter(it -> it != ProviderFailure.Kind.INEXPRESSIBLE).toList();
    if (asked.isEmpty()) {
      ProviderFailure failure = (ProviderFailure) result.assertFailed().getFailure();
      assertThat(failure.kind()).isEqualTo(ProviderFailure.Kind.BAD_REQUEST);
      return;
    }
    ProviderFailure.Kind last = asked.get(asked.size() - 1);
    RouteFailure failure = (RouteFailure) result.assertFailed().getFailure();
    assertThat(failure.last()).map(ProviderFailure::kind).contains(last);
    assertThat(failure.kind() == RouteFailure.Kind.PROVIDER_TIMEOUT)
        .isEqualTo(last == ProviderFailure.Kind.TIMED_OUT);
    assertThat(failure.kind() == RouteFailure.Kind.NO_PROVIDER_AVAILABLE)
        .isEqualTo(last == ProviderFailure.Kind.SATURATED);
  }

  private static void assertEnded(
      UniAssertSubscriber<OpenedRoute> result,
      Candidate by,
      Optional<ProviderFailure.Kind> behaviour) {
    if (behaviour.isEmpty()) {
      assertThat(result.assertCompleted().getItem().candidate()).isEqualTo(by);
    } else {
      ProviderFailure failure = (ProviderFailure) result.assertFailed().getFailure();
      assertThat(failure.kind()).isEqualTo(behaviour.get());
    }
  }

  /** Empty stands for an answer. */
  @Provide
  Arbitrary<List<Optional<ProviderFailure.Kind>>> behaviours() {
    return Arbitraries.of(ProviderFailure.Kind.class)
        .optional(0.8)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  private static Route route(
      FakeProviders providers, List<Optional<ProviderFailure.Kind>> behaviours) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < behaviours.size(); i++) {
      Candidate candidate = new Candidate("provider" + i, "model");
      candidates.add(candidate);
      providers.script(
          candidate,
          behaviours.get(i).map(FailoverModelTest::failed).orElseGet(FailoverModelTest::answered));
    }
    return new Route(
        "any",
        candidates,
        1,
        new TemperatureRange(0, 2),
        false,
        Duration.ofSeconds(60),
        Optional.empty());
  }

  private static Uni<UpstreamStream> failed(ProviderFailure.Kind kind) {
    return Uni.createFrom().failure(new ProviderFailure(kind, kind.name()));
  }

  private static Uni<UpstreamStream> answered() {
    return Uni.createFrom().item(new UpstreamStream(Multi.createFrom().empty()));
  }

  private Failover failover(Route route, FakeProviders providers) {
    return new Failover(
        List.of(route),
        providers,
        BreakerConfigTest.config(Map.of("sluice.breaker.request-volume", "3")),
        new SimpleMeterRegistry(),
        time,
        () -> new ManualScheduler(time));
  }
}
