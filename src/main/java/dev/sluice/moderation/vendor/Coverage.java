package dev.sluice.moderation.vendor;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.sluice.model.Category;
import dev.sluice.model.Direction;
import java.util.Set;

/** The categories that a vendor can find in inputs, and in answers. */
public record Coverage(Set<Category> inputs, Set<Category> answers) {

  public Coverage {
    inputs = Set.copyOf(inputs);
    answers = Set.copyOf(answers);
  }

  /** The same both ways, but for attacks on prompts: vendors look for these in inputs only. */
  public static Coverage of(Set<Category> categories) {
    return new Coverage(
        categories,
        categories.stream()
            .filter(it -> it != Category.PROMPT_ATTACK)
            .collect(toUnmodifiableSet()));
  }

  public Set<Category> of(Direction direction) {
    return direction == Direction.INPUT ? inputs : answers;
  }
}
