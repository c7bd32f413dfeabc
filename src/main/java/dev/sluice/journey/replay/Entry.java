package dev.sluice.journey.replay;

import dev.sluice.model.QueuePosition;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Usage;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one position of a replay log holds: first one opening, then where it stands while it waits,
 * then parts, last one end.
 */
public sealed interface Entry {

  /** The generation began; always number 1. */
  record Opened(String model, long createdEpochSecond) implements Entry {}

  /** Where it stood in the queue for a slot; of these only the last one means anything. */
  record Queued(QueuePosition position) implements Entry {}

  /** A cleared part of the answer. */
  record Part(StreamPart part) implements Entry {}

  /**
   * The last entry; nothing follows it.
   *
   * @param usage what the generation took, where it is known
   * @param clearedTo how much of the first choice's content was judged, in code points; empty where
   *     all was
   */
  record Ended(End end, Optional<Usage> usage, OptionalInt clearedTo) implements Entry {

    /** An end without a count. */
    public static Ended of(End end) {
      return new Ended(end, Optional.empty(), OptionalInt.empty());
    }
  }
}
