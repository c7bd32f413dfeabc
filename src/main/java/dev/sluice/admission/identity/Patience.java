package dev.sluice.admission.identity;

import dev.sluice.model.Refusal;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/** How long engines and vendors are waited for, and what a caller is told when they fail. */
public final class Patience {
  /** Longer than a connection is waited for, since that is a failure that tells more. */
  private static final Duration ENGINES = Duration.ofSeconds(5);

  private Patience() {}

  public static <T> Uni<T> limit(Uni<T> answer) {
    return limit(answer, ENGINES);
  }

  /** Failures are told of by their kind alone, since their messages might quote what was asked. */
  public static <T> Uni<T> limit(Uni<T> answer, Duration limit) {
    return answer
        .ifNoItem()
        .after(limit)
        .fail()
        .onFailure(failure -> !(failure instanceof Refusal))
        .transform(
            failure -> {
              Log.warnf("identity step failed cause=%s", failure.getClass().getName());
              return unavailable("Identities cannot be verified at the moment; try again.");
            });
  }

  public static Refusal unavailable(String message) {
    return new Refusal.Unavailable(
        "identity_unavailable", message, Optional.of(Duration.ofSeconds(5)));
  }
}
