package dev.sluice.moderation.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Category;
import dev.sluice.model.Direction;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CoverageTest {

  @Test
  void shouldLookForAttacksInInputsOnly() {
    Coverage coverage = Coverage.of(Set.of(Category.PROMPT_ATTACK, Category.PRIVACY));

    assertThat(coverage.of(Direction.INPUT))
        .containsExactlyInAnyOrder(Category.PROMPT_ATTACK, Category.PRIVACY);
    assertThat(coverage.of(Direction.OUTPUT)).containsExactly(Category.PRIVACY);
  }

  @Test
  void shouldTellDirectionsApart_whenTheyDiffer() {
    Coverage coverage = new Coverage(Set.of(Category.POLITICAL), Set.of(Category.PRIVACY));

    assertThat(coverage.of(Direction.INPUT)).containsExactly(Category.POLITICAL);
    assertThat(coverage.of(Direction.OUTPUT)).containsExactly(Category.PRIVACY);
  }
}
