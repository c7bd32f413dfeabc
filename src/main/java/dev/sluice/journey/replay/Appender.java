package dev.sluice.journey.replay;

import dev.sluice.model.QueuePosition;
import dev.sluice.model.StreamPart;
import io.smallrye.mutiny.Uni;

/**
 * The one writer of a generation's log. Whoever began a log ends it; an appender that failed ends
 * its log by itself as soon as Redis lets it.
 */
public interface Appender {

  /**
   * Hands a part over at subscription and completes when there is room for the next, which is at
   * once unless Redis lags behind. One at a time: a second append before the first completed fails
   * with {@code IllegalStateException}. Fails with a {@link ReplayFailure} when the log cannot be
   * written; the generation must then end.
   */
  Uni<Void> append(StreamPart part);

  /**
   * Hands over where the generation stands in the queue, before its first part. Is not waited for,
   * and left out where Redis lags behind or the log has ended.
   */
  void queued(QueuePosition position);

  /**
   * Hands over the last entry and completes when all of the log is stored, or fails as {@link
   * #append} does. Allowed while an append waits; further calls yield what the first one did.
   */
  Uni<Void> end(Entry.Ended ended);
}
