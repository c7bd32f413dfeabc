package dev.sluice.admission.launch.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Whatever operators try, in whatever order: no batch opens against the rules. */
class LaunchPropertiesTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  /** One thing an operator tries. */
  private interface Command {
    Launch on(Launch launch);
  }

  private record Plan() implements Command {
    @Override
    public Launch on(Launch launch) {
      return launch.plan("batch", 10);
    }
  }

  private record Open(int number, List<String> broken, Optional<String> override)
      implements Command {
    @Override
    public Launch on(Launch launch) {
      return launch.open(number, broken, override, NOW);
    }
  }

  private record Close(int number) implements Command {
    @Override
    public Launch on(Launch launch) {
      return launch.close(number, NOW);
    }
  }

  private record Halt() implements Command {
    @Override
    public Launch on(Launch launch) {
      return launch.stop(new Launch.Halt(NOW, "t/boss", "why"));
    }
  }

  private record Resume() implements Command {
    @Override
    public Launch on(Launch launch) {
      return launch.resume();
    }
  }

  @Property(tries = 2000)
  void shouldNeverOpenABatchAgainstTheRules(
      @ForAll("commands") @Size(min = 1, max = 40) List<Command> commands) {
    Launch launch = new Launch(Optional.empty(), List.of());
    for (Command command : commands) {
      Launch after = tried(launch, command);
      assertThat(after.batches().size()).isGreaterThanOrEqualTo(launch.batches().size());
      for (Batch batch : launch.batches()) {
        check(launch, command, batch, after.batch(batch.number()));
      }
      ordered(after);
      launch = after;
    }
  }

  private static Launch tried(Launch launch, Command command) {
    try {
      return command.on(launch);
    } catch (Refusal.Conflict | Refusal.NotFound refused) {
      return launch;
    }
  }

  private static void check(Launch launch, Command command, Batch before, Batch after) {
    if (before.state().equals(after.state())) {
      return;
    }
    if (after.state() instanceof BatchState.Open) {
      Open open = (Open) command;
      assertThat(before.state()).isInstanceOf(BatchState.Planned.class);
      assertThat(launch.halt()).isEmpty();
      assertThat(before.number() == 1 || open.broken().isEmpty() || open.override().isPresent())
          .isTrue();
    } else {
      assertThat(before.state()).isInstanceOf(BatchState.Open.class);
      assertThat(after.state()).isInstanceOf(BatchState.Closed.class);
    }
  }

  /** Behind a planned batch, all are planned. */
  private static void ordered(Launch launch) {
    boolean planned = false;
    for (Batch batch : launch.batches()) {
      boolean waits = batch.state() instanceof BatchState.Planned;
      assertThat(planned && !waits).isFalse();
      planned |= waits;
    }
  }

  @Provide
  Arbitrary<List<Command>> commands() {
    Arbitrary<Integer> number = Arbitraries.integers().between(0, 5);
    Arbitrary<Command> open =
        Combinators.combine(
                number,
                Arbitraries.of(List.<String>of(), List.of("Too many failed.")),
                Arbitraries.of(Optional.<String>empty(), Optional.of("why")))
            .as(Open::new);
    Arbitrary<Command> rest =
        Arbitraries.of(new Plan(), new Plan(), new Halt(), new Resume(), new Resume());
    return Arbitraries.oneOf(open, open, number.map(Close::new), rest).list();
  }
}
