package dev.sluice.moderation.chain;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.moderation.Subject;
import java.time.Duration;
import java.util.Optional;

/**
 * The ids that vendors answered prompts with, for those that judge an answer by its prompt's id.
 * Kept on this instance, which also judges the answer; bounded, and forgotten after an hour.
 */
final class PromptLinks {
  private static final int MOST = 20_000;
  private static final Duration KEPT = Duration.ofHours(1);

  private final Cache<Key, Link> links =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

  /**
   * The vendor has judged a part of the prompt.
   *
   * @param id of the call that covered the part; empty where it took several
   */
  void put(Subject part, String vendor, Optional<String> id) {
    Link link = new Link(part.field(), id);
    links.asMap().merge(new Key(part.generation(), vendor), link, Link::and);
  }

  /** Empty where no single call covered all that the vendor judged of the prompt. */
  Optional<String> get(String generation, String vendor) {
    return Optional.ofNullable(links.getIfPresent(new Key(generation, vendor))).flatMap(Link::id);
  }

  private record Key(String generation, String vendor) {}

  private record Link(String field, Optional<String> id) {
    private static final Link OF_SEVERAL = new Link("", Optional.empty());

    /** A part that was asked about again has a new id; several parts have none in common. */
    Link and(Link later) {
      return later.field.equals(field) ? later : OF_SEVERAL;
    }
  }
}
