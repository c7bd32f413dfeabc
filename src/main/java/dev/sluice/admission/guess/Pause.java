package dev.sluice.admission.guess;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Lets time go by without holding a thread, so that tests can do without. */
@FunctionalInterface
interface Pause {
  Uni<Void> of(Duration time);
}
