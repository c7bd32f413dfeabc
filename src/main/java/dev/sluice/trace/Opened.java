package dev.sluice.trace;

import dev.sluice.model.Caller;
import java.time.Instant;

/**
 * What is recorded before the first byte of a generation goes out.
 *
 * @param instance which gateway process runs it
 * @param kind {@code chat} or {@code generation}
 * @param parameters the request's parameters as a JSON object, without any content
 * @param inputChars length of the input in UTF-16 units
 */
public record Opened(
    String id,
    String instance,
    Caller caller,
    String alias,
    String kind,
    String parameters,
    int inputChars,
    Instant startedAt) {}
