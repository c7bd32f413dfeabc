package dev.sluice.journey;

import dev.sluice.model.StreamPart;
import io.smallrye.mutiny.Multi;

/**
 * An answer whose first chunk has come.
 *
 * @param model the alias that answers
 * @param parts by demand, for one subscriber; never fails: its last item is {@code Ended} with the
 *     outcome. Cancelling it means that the caller left.
 */
public record Answer(String id, String model, long createdEpochSecond, Multi<StreamPart> parts) {}
