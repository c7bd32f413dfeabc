package dev.sluice.moderation.chain;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;

/**
 * The ids that vendors answered prompts with, for those that judge an answer by its prompt's id.
 * Kept on this instance, which also judges the answer; bounded, and forgotten after an hour.
 */
final class PromptLinks {
  private static final int MOST = 20_000;
  private static final Duration KEPT = Duration.ofHours(1);

  private final Cache<Key, String> ids =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

  void put(String generation, String vendor, String id) {
    ids.put(new Key(generation, vendor), id);
  }

  Optional<String> get(String generation, String vendor) {
    return Optional.ofNullable(ids.getIfPresent(new Key(generation, vendor)));
  }

  private record Key(String generation, String vendor) {}
}
