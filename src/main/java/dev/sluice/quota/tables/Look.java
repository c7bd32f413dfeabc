package dev.sluice.quota.tables;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Looks at one table time and again; a failing look is counted, and told once. */
final class Look {
  /** A look that hangs must not be the last one. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final MemoryCopy copy;
  private final Counter failures;
  private volatile boolean failing;

  Look(MemoryCopy copy, MeterRegistry metrics) {
    this.copy = copy;
    this.failures =
        Counter.builder("sluice.quota.table.failures")
            .description("Looks at what operators changed that failed")
            .tag("table", copy.what())
            .register(metrics);
  }

  /** The look without which nothing is opened. */
  Uni<Void> first() {
    return refresh()
        .onFailure(failure -> !(failure instanceof ConfigurationException))
        .transform(
            failure ->
                new ConfigurationException(
                    "The %s cannot be loaded from quarkus.datasource.reactive.url: %s"
                        .formatted(copy.what(), failure.getClass().getSimpleName()),
                    failure));
  }

  /** A later look; it never fails. */
  Uni<Void> again() {
    return refresh()
        .invoke(this::worked)
        .onFailure()
        .invoke(this::failed)
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> refresh() {
    return Uni.createFrom().deferred(copy::refresh).ifNoItem().after(LIMIT).fail();
  }

  private void worked() {
    if (failing) {
      Log.infof("%s can be loaded again", copy.what());
    }
    failing = false;
  }

  private void failed(Throwable failure) {
    failures.increment();
    if (!failing) {
      Log.errorf(
          "%s cannot be loaded, the old ones stay cause=%s",
          copy.what(), failure.getClass().getSimpleName());
      Log.debugf(failure, "%s cannot be loaded", copy.what());
    }
    failing = true;
  }
}
