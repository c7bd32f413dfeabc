package dev.sluice.admission.launch.stop;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.admission.launch.LaunchConfig;
import dev.sluice.model.Caller;
import dev.sluice.model.Page;
import dev.sluice.model.Refusal;
import dev.sluice.testing.Configs;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StopsInForceTest {
  private static final Caller ANN = new Caller("t", "ann", "key_1", Caller.Role.CALLER);

  private final SlowSwitches switches = new SlowSwitches();
  private final StopsInForce stops =
      new StopsInForce(switches, scope -> {}, Configs.of(LaunchConfig.class));

  @Test
  void shouldDropWhatAnOlderLookSaw_whenANewerOneWasFaster() {
    // given
    stops.refresh().subscribe().with(done -> {});
    stops.refresh().subscribe().with(done -> {});
    // when
    switches.looks.get(1).complete(List.of(STOP));
    switches.looks.get(0).complete(List.of());
    // then
    assertThatThrownBy(() -> stops.check(ANN, "demo")).isInstanceOf(Refusal.Unavailable.class);
    // when
    stops.refresh().subscribe().with(done -> {});
    switches.looks.get(2).complete(List.of());
    // then
    assertThatCode(() -> stops.check(ANN, "demo")).doesNotThrowAnyException();
  }

  private static final Stop STOP =
      new Stop(
          1,
          new Scope.Everything(),
          Stop.Running.KEEP,
          "an incident",
          Instant.EPOCH,
          "t/boss",
          Optional.empty());

  /** Answers when the test says so. */
  private static final class SlowSwitches implements Switches {
    private final List<UniEmitter<? super List<Stop>>> looks = new ArrayList<>();

    @Override
    public Uni<List<Stop>> inForce() {
      return Uni.createFrom().emitter(looks::add);
    }

    @Override
    public Uni<Stop> stop(Caller by, Scope scope, Stop.Running running, String reason) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Void> release(Caller by, long number) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Page<Stop>> list(Optional<Long> behind, int limit) {
      throw new UnsupportedOperationException();
    }
  }
}
