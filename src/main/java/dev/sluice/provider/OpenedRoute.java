package dev.sluice.provider;

import dev.sluice.model.StreamPart;
import io.smallrye.mutiny.Multi;

/**
 * An answer that has begun to stream, and who gives it. From here on there is no failover.
 *
 * @param parts as {@link UpstreamStream#parts()}: by demand, for one subscriber, cancelling resets
 *     the request; how it ends is told to the candidate's circuit breaker
 */
public record OpenedRoute(Candidate candidate, Multi<StreamPart> parts) {}
