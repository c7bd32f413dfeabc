package dev.sluice.trace;

import dev.sluice.model.Change;
import dev.sluice.model.Page;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** What operators changed, for those who look into it. */
public interface Changes {

  /** The newest first. */
  Uni<Page<Recorded>> list(Filter filter, Optional<Long> behind, int limit);

  /**
   * @param subject the id of what was changed
   * @param by who changed it, as {@code tenant/account}
   */
  record Filter(Optional<String> subject, Optional<String> by) {}

  /** A change as it was recorded. */
  record Recorded(long number, Instant at, Change change) {}
}
