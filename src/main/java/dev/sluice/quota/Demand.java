package dev.sluice.quota;

import dev.sluice.model.Caller;
import java.util.List;

/**
 * What a generation may take at most, before anybody is asked.
 *
 * @param id the generation's
 * @param inputTokens by our own estimate
 * @param outputTokens the most that a provider will be asked for, over all choices
 * @param candidates who may answer; the dearest of them is reserved for
 */
public record Demand(
    String id,
    Caller caller,
    String alias,
    long inputTokens,
    long outputTokens,
    List<Target> candidates) {
  public Demand {
    candidates = List.copyOf(candidates);
  }
}
