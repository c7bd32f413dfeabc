package dev.sluice.moderation.window;

import dev.sluice.model.Category;
import java.util.Optional;

/** Takes the wish to end an answer by verdict; the first one counts. */
final class Cutting {
  private Optional<Wish> wish = Optional.empty();

  /** Why, and which choice gave cause. */
  record Wish(int choice, Category category) {}

  void cut(int choice, Category category) {
    if (wish.isEmpty()) {
      wish = Optional.of(new Wish(choice, category));
    }
  }

  Optional<Wish> wish() {
    return wish;
  }

  /** From now on nothing more is shown that is not judged, and no choice finishes. */
  boolean isWished() {
    return wish.isPresent();
  }
}
