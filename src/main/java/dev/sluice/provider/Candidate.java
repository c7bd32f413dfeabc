package dev.sluice.provider;

/**
 * One place a model alias can be answered from: a configured provider and the name of the model
 * there. Two aliases that name the same place share one candidate, and so one circuit breaker.
 *
 * @param upstreamModel the provider's own name for the model; may contain slashes
 */
public record Candidate(String provider, String upstreamModel) {

  public Candidate {
    if (provider.isBlank() || upstreamModel.isBlank()) {
      throw new IllegalArgumentException("a candidate is <provider>/<upstream model>");
    }
  }

  /** Reads {@code <provider>/<upstream model>}; only the first slash separates. */
  static Candidate parse(String target) {
    int slash = target.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("a candidate is <provider>/<upstream model>");
    }
    return new Candidate(target.substring(0, slash).strip(), target.substring(slash + 1).strip());
  }

  /** As it is configured. */
  @Override
  public String toString() {
    return provider + "/" + upstreamModel;
  }
}
