package dev.sluice.quota.keeping;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;

/** Work in the background on several things of which one must not keep another from its turn. */
final class OneByOne {
  private OneByOne() {}

  /** One after the other; one that fails keeps no other from its turn. */
  static <T> Uni<Void> each(List<T> all, Function<T, Uni<Void>> step) {
    return Multi.createFrom()
        .iterable(all)
        .onItem()
        .transformToUniAndConcatenate(
            one ->
                step.apply(one).onFailure().invoke(OneByOne::failed).onFailure().recoverWithNull())
        .collect()
        .last()
        .replaceWithVoid();
  }

  static void failed(Throwable failure) {
    Log.debugf("quota upkeep failed cause=%s", failure.toString());
  }
}
