package dev.sluice.quota;

import java.util.Optional;

/**
 * How far a generation has come; its reservation is settled by it should this instance die.
 *
 * @param by who answers, empty while nobody does
 */
public record Progress(Optional<Target> by, long inputTokens, long outputTokens) {
  public static final Progress NONE = new Progress(Optional.empty(), 0, 0);
}
