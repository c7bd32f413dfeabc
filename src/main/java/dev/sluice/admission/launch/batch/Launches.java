package dev.sluice.admission.launch.batch;

import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * The gray release of each tenant, as its operators move it on. A move against the rules fails with
 * {@link Refusal.Conflict}, one to a batch that is not there with {@link Refusal.NotFound}.
 */
public interface Launches {
  int MOST_BATCHES = 100;

  Uni<Launch> of(String tenant);

  Uni<Launch> plan(Caller by, String name, int cap);

  /**
   * @param override why the batch is opened whatever the health rules say; recorded
   */
  Uni<Launch> open(Caller by, int number, Optional<String> override);

  Uni<Launch> close(Caller by, int number);

  /** Lets nobody new in, on any instance, until it is resumed. */
  Uni<Launch> halt(Caller by, String reason);

  Uni<Launch> resume(Caller by);
}
