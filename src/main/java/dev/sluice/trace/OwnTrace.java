package dev.sluice.trace;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an account's owner is shown of a generation's record: when, with what, how it ended, what it
 * used.
 */
public record OwnTrace(
    String id,
    String credential,
    String alias,
    String kind,
    Instant startedAt,
    Optional<Instant> endedAt,
    Optional<String> outcome,
    Optional<String> finishReason,
    int inputChars,
    OptionalInt inputTokens,
    OptionalInt outputTokens) {}
