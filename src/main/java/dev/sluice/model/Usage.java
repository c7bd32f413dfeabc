package dev.sluice.model;

/** Tokens that a generation took, in LLM tokens of the provider's own count or of our estimate. */
public sealed interface Usage {
  int inputTokens();

  int outputTokens();

  default int totalTokens() {
    return inputTokens() + outputTokens();
  }

  /**
   * What the provider reported.
   *
   * @param cachedTokens the part of the input that it served from its cache
   * @param reasoningTokens the part of the output that was reasoning
   */
  record Exact(int inputTokens, int outputTokens, int cachedTokens, int reasoningTokens)
      implements Usage {
    public Exact {
      if (inputTokens < 0 || outputTokens < 0 || cachedTokens < 0 || reasoningTokens < 0) {
        throw new IllegalArgumentException("token counts must not be negative");
      }
    }
  }

  /** What we counted ourselves, since the provider reported none. */
  record Estimated(int inputTokens, int outputTokens) implements Usage {
    public Estimated {
      if (inputTokens < 0 || outputTokens < 0) {
        throw new IllegalArgumentException("token counts must not be negative");
      }
    }
  }
}
