package dev.sluice.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a longer list, in the list's order.
 *
 * @param next where the following part begins, to be handed back as it is; empty at the end
 */
public record Page<T>(List<T> items, Optional<String> next) {
  public Page {
    items = List.copyOf(items);
  }

  /**
   * The page of what was found when one item more than the page holds was asked for.
   *
   * @param key what the following page begins behind
   */
  public static <T> Page<T> of(List<T> oneMore, int limit, Function<T, String> key) {
    if (oneMore.size() <= limit) {
      return new Page<>(oneMore, Optional.empty());
    }
    List<T> items = oneMore.subList(0, limit);
    return new Page<>(items, Optional.of(key.apply(items.get(limit - 1))));
  }
}
