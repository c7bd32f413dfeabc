package dev.sluice.moderation;

import dev.sluice.model.Caller;
import dev.sluice.moderation.Suspensions.Suspension;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** An account's suspensions and what it said about them, for its owner. */
public interface OwnSuspensions {

  /** The newest first, those that are over too; of very many the first 200. */
  Uni<List<Suspension>> of(Caller caller);
}
