package dev.sluice.trace;

import dev.sluice.model.FinishReason;
import dev.sluice.model.Outcome;
import dev.sluice.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is recorded at a generation's end.
 *
 * @param provider the provider that answered, empty where none did
 * @param firstChunk from the request to the first chunk
 * @param usage what it took; zero tokens where no provider answered
 * @param outputChars length of what was generated for us, in UTF-16 units
 */
public record Closed(
    String id,
    Optional<String> provider,
    Optional<String> upstreamModel,
    Optional<Duration> firstChunk,
    Duration total,
    Outcome outcome,
    Optional<FinishReason> finishReason,
    Usage usage,
    int outputChars,
    Instant endedAt) {}
