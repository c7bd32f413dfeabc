package dev.sluice.storage;

import dev.sluice.model.Cut;
import dev.sluice.model.Usage;
import java.time.Instant;
import java.util.Optional;

/**
 * The cleared text of a generation that has ended.
 *
 * @param status {@code completed}, {@code cut}, {@code cancelled} or {@code failed}
 * @param text the first choice's content, without what a cut took back
 * @param finishReason in the words of the OpenAI API
 */
public record SavedText(
    String generation,
    String tenant,
    String account,
    String alias,
    String status,
    String text,
    Optional<String> finishReason,
    Optional<Usage> usage,
    Optional<Cut> cut,
    Instant savedAt) {}
