package dev.sluice.quota.keeping;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;

/** Work in the background on several things of which one must not keep another from its turn. */
final class Each {
  private static final int AT_A_TIME = 8;

  private Each() {}

  /** One after the other; one that fails keeps no other from its turn. */
  static <T> Uni<Void> oneByOne(List<T> all, Function<T, Uni<Void>> step) {
    return Multi.createFrom()
        .iterable(all)
        .onItem()
        .transformToUniAndConcatenate(one -> skippedIfFailed(step.apply(one)))
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** Some of them at a time, so that one which takes long does not keep the others from theirs. */
  static <T> Uni<Void> sideBySide(List<T> all, Function<T, Uni<Void>> step) {
    return Multi.createFrom()
        .iterable(all)
        .onItem()
        .transformToUni(one -> skippedIfFailed(step.apply(one)))
        .merge(AT_A_TIME)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private static Uni<Void> skippedIfFailed(Uni<Void> step) {
    return step.onFailure().invoke(Each::failed).onFailure().recoverWithNull();
  }

  static void failed(Throwable failure) {
    Log.debugf("quota upkeep failed cause=%s", failure.toString());
  }
}
