package dev.sluice.api.openai;

import dev.sluice.model.Usage;

/** Usage in OpenAI's shape. An estimate is told apart by {@code sluice_estimated}. */
public final class UsageJson {
  private UsageJson() {}

  public static String of(Usage usage) {
    String counts =
        "{\"prompt_tokens\":"
            + usage.inputTokens()
            + ",\"completion_tokens\":"
            + usage.outputTokens()
            + ",\"total_tokens\":"
            + usage.totalTokens();
    return counts
        + (usage instanceof Usage.Exact exact ? details(exact) : ",\"sluice_estimated\":true")
        + "}";
  }

  private static String details(Usage.Exact exact) {
    return ",\"prompt_tokens_details\":{\"cached_tokens\":"
        + exact.cachedTokens()
        + "},\"completion_tokens_details\":{\"reasoning_tokens\":"
        + exact.reasoningTokens()
        + "}";
  }
}
