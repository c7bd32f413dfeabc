package dev.sluice.model;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * Why somebody judged as they did. Holds no text of what was judged.
 *
 * @param source the vendor's id, or {@code lexicon}
 * @param version of the vendor's model or of the lexicon; empty where unknown
 * @param action what our policy makes of it
 * @param rawLabel the vendor's own word for it; of the lexicon, the entry's id
 * @param rawScore how sure the vendor was, from 0 to 100
 * @param latency how long the judging took
 */
public record Evidence(
    String source,
    String version,
    Category category,
    Action action,
    String rawLabel,
    OptionalDouble rawScore,
    Duration latency) {}
