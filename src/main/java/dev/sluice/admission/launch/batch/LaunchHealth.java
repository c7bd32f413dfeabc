package dev.sluice.admission.launch.batch;

import io.smallrye.mutiny.Uni;

/** Finds out how a tenant's product does. */
public interface LaunchHealth {

  Uni<Health> of(String tenant);
}
