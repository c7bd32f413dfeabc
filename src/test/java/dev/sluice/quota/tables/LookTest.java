package dev.sluice.quota.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LookTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Numbers numbers = new Numbers();
  private final Look look = new Look(numbers, metrics);

  @Test
  void shouldKeepWhatIsThereAndCount_whenTheDatabaseIsAway() {
    // given
    look.first().await().atMost(SOON);
    numbers.broken = new IllegalStateException("away");
    // when
    look.again().await().atMost(SOON);
    look.again().await().atMost(SOON);
    // then
    assertThat(numbers.seen).isEqualTo(1);
    assertThat(failures()).isEqualTo(2);
  }

  @Test
  void shouldCatchUp_whenTheDatabaseIsBack() {
    // given
    numbers.broken = new IllegalStateException("away");
    look.again().await().atMost(SOON);
    // when
    numbers.broken = null;
    look.again().await().atMost(SOON);
    // then
    assertThat(numbers.seen).isEqualTo(1);
    assertThat(failures()).isEqualTo(1);
  }

  @Test
  void shouldNotStart_whenTheFirstLookFails() {
    numbers.broken = new IllegalStateException("away");
    assertThatThrownBy(() -> look.first().await().atMost(SOON))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "The numbers cannot be loaded from quarkus.datasource.reactive.url:"
                + " IllegalStateException");
  }

  @Test
  void shouldSayWhatIsWrongWithTheConfiguration_whenThatIsTheReason() {
    numbers.broken = new ConfigurationException("a key is wrong");
    assertThatThrownBy(() -> look.first().await().atMost(SOON)).isSameAs(numbers.broken);
  }

  private double failures() {
    return metrics.get("sluice.quota.table.failures").tag("table", "numbers").counter().count();
  }

  /** Counts how often it was loaded. */
  private static final class Numbers implements MemoryCopy {
    private int seen;
    private RuntimeException broken;

    @Override
    public String what() {
      return "numbers";
    }

    @Override
    public Uni<Void> refresh() {
      if (broken != null) {
        throw broken;
      }
      return Uni.createFrom().voidItem().invoke(() -> seen++);
    }
  }
}
