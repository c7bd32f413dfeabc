package dev.sluice.admission.launch.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.admission.launch.LaunchConfig;
import dev.sluice.e2e.UpstreamResource;
import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import dev.sluice.testing.Configs;
import dev.sluice.testing.EnginesResource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several instances that watch the switches of one PostgreSQL. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class SwitchWatchTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Caller ADMIN = new Caller("t", "boss", "key_1", Caller.Role.ADMIN);
  private static final Scope SCOPE = new Scope.Tenant("tenant-watched");

  @Inject Switches switches;
  @Inject Vertx vertx;
  @Inject Pool pool;

  private final List<SwitchWatch> watches = new CopyOnWriteArrayList<>();
  private final List<Scope> endedHere = new CopyOnWriteArrayList<>();
  private final List<Scope> endedThere = new CopyOnWriteArrayList<>();

  @AfterEach
  void goHome() {
    watches.forEach(watch -> watch.stop(new ShutdownEvent()));
    pool.query("delete from emergency_stop").execute().await().atMost(SOON);
  }

  @Test
  void shouldStopEverywhereWithinSeconds_whenASwitchIsThrown() throws Throwable {
    // given
    StopsInForce here = instance(endedHere);
    StopsInForce there = instance(endedThere);
    assertThat(stopped(here)).isFalse();
    // when
    Stop stop = throwSwitch(Stop.Running.KEEP);
    // then
    await().atMost(Duration.ofSeconds(5)).until(() -> stopped(here) && stopped(there));
    assertThat(endedHere).isEmpty();
    // when
    throwSwitch(Stop.Running.END);
    // then
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> endedHere.contains(SCOPE) && endedThere.contains(SCOPE));
    // when
    switches.release(ADMIN, stop.number()).await().atMost(SOON);
    // then
    await().atMost(Duration.ofSeconds(5)).until(() -> !stopped(here) && !stopped(there));
  }

  @Test
  void shouldKeepWhatItKnew_whenTheDatabaseIsAway() {
    // given
    FakeSwitches fake = new FakeSwitches();
    StopsInForce stops = new StopsInForce(fake, endedHere::add, config("1s"));
    SwitchWatch watch = new SwitchWatch(stops, config("1s"), vertx);
    fake.inForce = List.of(throwSwitch(Stop.Running.KEEP));
    watch.look().await().atMost(SOON);
    // when
    fake.away = true;
    watch.look().await().atMost(SOON);
    // then
    assertThat(stopped(stops)).isTrue();
    // when
    fake.away = false;
    fake.inForce = List.of();
    watch.look().await().atMost(SOON);
    // then
    assertThat(stopped(stops)).isFalse();
  }

  @Test
  void shouldRefuseToStart_whenItCannotKnowWhatIsStopped() {
    // given
    FakeSwitches fake = new FakeSwitches();
    fake.away = true;
    StopsInForce stops = new StopsInForce(fake, endedHere::add, config("1s"));
    // when / then
    assertThatThrownBy(() -> new SwitchWatch(stops, config("1s"), vertx).start(new StartupEvent()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("quarkus.datasource.reactive.url");
  }

  @ParameterizedTest
  @ValueSource(strings = {"99ms", "2001ms", "0s"})
  void shouldRefuseToStart_whenAStopWouldComeLate(String refresh) {
    assertThatThrownBy(
            () -> new SwitchWatch(null, config(refresh), vertx).start(new StartupEvent()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.admission.switches.refresh is '")
        .hasMessageContaining("allowed is a duration from 100ms to 2s");
  }

  private StopsInForce instance(List<Scope> ended) throws Throwable {
    StopsInForce stops = new StopsInForce(switches, ended::add, config("1s"));
    SwitchWatch watch = new SwitchWatch(stops, config("1s"), vertx);
    watches.add(watch);
    watch.start(new StartupEvent());
    return stops;
  }

  private Stop throwSwitch(Stop.Running running) {
    return switches.stop(ADMIN, SCOPE, running, "an incident").await().atMost(SOON);
  }

  private static boolean stopped(StopsInForce stops) {
    try {
      stops.check(new Caller("tenant-watched", "a", "k", Caller.Role.CALLER), "demo");
      return false;
    } catch (Refusal.Unavailable refused) {
      return true;
    }
  }

  private static LaunchConfig config(String refresh) {
    return Configs.of(LaunchConfig.class, "sluice.admission.switches.refresh", refresh);
  }
}
