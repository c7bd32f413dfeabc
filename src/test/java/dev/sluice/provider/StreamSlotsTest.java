package dev.sluice.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamSlotsTest {
  private final List<String> granted = new ArrayList<>();
  private final StreamSlots slots = new StreamSlots(1, 2);

  @Test
  void shouldServeInOrder_whenASlotIsGivenBack() {
    slots.take(() -> granted.add("a"));
    slots.take(() -> granted.add("b"));
    slots.take(() -> granted.add("c"));

    slots.giveBack();

    assertThat(granted).containsExactly("a", "b");
  }

  @Test
  void shouldRefuse_whenTooManyWait() {
    assertThat(slots.take(() -> granted.add("a"))).isTrue();
    assertThat(slots.take(() -> granted.add("b"))).isTrue();
    assertThat(slots.take(() -> granted.add("c"))).isTrue();

    assertThat(slots.take(() -> granted.add("d"))).isFalse();
  }

  @Test
  void shouldMakeRoom_whenOneLeaves() {
    Runnable b = () -> granted.add("b");
    slots.take(() -> granted.add("a"));
    slots.take(b);
    slots.take(() -> granted.add("c"));

    slots.leave(b);

    assertThat(slots.take(() -> granted.add("d"))).isTrue();
    slots.giveBack();
    slots.giveBack();
    slots.giveBack();
    assertThat(granted).containsExactly("a", "c", "d");
    assertThat(slots.take(() -> granted.add("e"))).isTrue();
    assertThat(granted).endsWith("e");
  }
}
