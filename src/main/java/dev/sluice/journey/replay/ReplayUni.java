package dev.sluice.journey.replay;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import java.util.function.Supplier;

/** Work on the replay log as a {@code Uni} that starts at subscription. */
final class ReplayUni {
  private ReplayUni() {}

  /** Redis's failures become ours. */
  static <T> Uni<T> of(Supplier<Future<T>> work) {
    return Uni.createFrom()
        .completionStage(() -> work.get().toCompletionStage())
        .onFailure(failure -> !(failure instanceof ReplayFailure))
        .transform(ReplayFailure.ReplayUnavailable::new);
  }
}
