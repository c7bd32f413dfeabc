package dev.sluice.trace;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** The records of one account's generations, for its owner. They hold no content. */
public interface OwnTraces {

  /**
   * The newest first.
   *
   * @param behind only those older than this id
   */
  Uni<List<OwnTrace>> of(String tenant, String account, Optional<String> behind, int most);
}
