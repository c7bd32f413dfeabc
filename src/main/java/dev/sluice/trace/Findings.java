package dev.sluice.trace;

import dev.sluice.model.Finding;
import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** The evidence that mattered in a generation; written as it comes, never changed. */
public interface Findings {

  /**
   * Keeps one finding. Doing it twice with the same number changes nothing.
   *
   * @param number within the generation, from 1
   */
  Uni<Void> add(String generation, int number, Finding finding, Instant foundAt);
}
