package dev.sluice.moderation.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Span;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class OccurrencesTest {

  @Test
  void shouldFindEveryPlace() {
    assertThat(Occurrences.of("坏 a 坏 b", List.of("坏", "b")))
        .containsExactly(new Span(0, 1), new Span(4, 5), new Span(6, 7));
  }

  @Test
  void shouldJoinPlaces_thatOverlap() {
    assertThat(Occurrences.of("xaaax", List.of("aa"))).containsExactly(new Span(1, 4));
  }

  @Test
  void shouldFindNothing_whenAPartIsNotThere() {
    assertThat(Occurrences.of("a b", List.of("a", "c"))).isEmpty();
    assertThat(Occurrences.of("a b", List.of("a", ""))).isEmpty();
    assertThat(Occurrences.of("a b", List.of())).isEmpty();
  }

  @Property
  void shouldLeaveNothingOfThePart_whereItIsFound(
      @ForAll @CharRange(from = 'a', to = 'c') String text,
      @ForAll @NotEmpty @CharRange(from = 'a', to = 'c') String part) {
    StringBuilder masked = new StringBuilder(text);

    Occurrences.of(text, List.of(part))
        .forEach(span -> masked.replace(span.start(), span.end(), "*".repeat(length(span))));

    assertThat(masked.toString()).doesNotContain(part);
  }

  private static int length(Span span) {
    return span.end() - span.start();
  }
}
