package dev.sluice.admission.launch.batch;

import io.smallrye.mutiny.Uni;

/** How many cases wait for a person. Whoever reviews provides it. */
public interface ReviewBacklog {

  Uni<Long> of(String tenant);
}
