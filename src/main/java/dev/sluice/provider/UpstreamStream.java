package dev.sluice.provider;

import dev.sluice.model.StreamPart;
import io.smallrye.mutiny.Multi;

/**
 * An answer that has begun to stream.
 *
 * @param parts every part from the first on, by demand, for one subscriber; nothing is read from
 *     the upstream while nothing is demanded. Completes only when the answer is whole, fails with a
 *     {@code ProviderFailure} otherwise; cancelling it resets the request.
 */
public record UpstreamStream(Multi<StreamPart> parts) {}
