package dev.sluice.provider;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a model alias is answered: the candidates in the order they are asked, and what callers may
 * ask for. Made from {@link ModelsConfig} at start and never changed.
 *
 * @param alias our public model name
 * @param maxOutputTokens bound on the output, in LLM tokens
 * @param queue whether callers wait when all slots are taken
 * @param openTimeout how long all candidates together may take to the first chunk
 */
public record Route(
    String alias,
    List<Candidate> candidates,
    int maxOutputTokens,
    TemperatureRange temperature,
    boolean queue,
    Duration openTimeout,
    Optional<String> description) {

  public Route {
    candidates = List.copyOf(candidates);
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("a route needs a candidate");
    }
    if (maxOutputTokens < 1) {
      throw new IllegalArgumentException("maxOutputTokens must be at least 1");
    }
    if (openTimeout.isZero() || openTimeout.isNegative()) {
      throw new IllegalArgumentException("openTimeout must be positive");
    }
  }
}
