package dev.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class UsageTest {

  @Property(tries = 50)
  void shouldAddBothDirections(
      @ForAll @IntRange(max = 1000) int in, @ForAll @IntRange(max = 1000) int out) {
    assertThat(new Usage.Estimated(in, out).totalTokens()).isEqualTo(in + out);
  }

  @Test
  void shouldRefuse_whenACountIsNegative() {
    assertThatThrownBy(() -> new Usage.Exact(1, -1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
