package dev.sluice.admission.launch;

import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/** How long an answer of PostgreSQL's is waited for. */
public final class Patience {
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private Patience() {}

  /** Whatever fails without being a refusal, or takes too long, is told as "not now". */
  public static <T> Uni<T> limit(Uni<T> work) {
    return work.ifNoItem()
        .after(LIMIT)
        .fail()
        .onFailure(failure -> !(failure instanceof Refusal))
        .transform(Patience::unavailable);
  }

  private static Refusal unavailable(Throwable failure) {
    return new Refusal.Unavailable(
        "admission_unavailable",
        "This cannot be looked up at the moment; try again.",
        Optional.of(Duration.ofSeconds(1)));
  }
}
