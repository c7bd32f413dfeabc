package dev.sluice.moderation.input;

import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** How long PostgreSQL is waited for, and what a caller is told when it does not answer. */
final class Patience {
  /** Longer than a connection is waited for, since that is a failure that tells more. */
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private Patience() {}

  static <T> Uni<T> limit(Uni<T> answer) {
    return answer
        .ifNoItem()
        .after(LIMIT)
        .fail()
        .onFailure(failure -> !(failure instanceof Refusal))
        .transform(
            failure ->
                Refusal.Unavailable.moderation(
                    "The standing of this account cannot be checked at the moment; try again."));
  }
}
