package dev.sluice.provider.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.Usage;
import dev.sluice.provider.WireJson;
import java.util.Optional;

/** Reads a {@code usageMetadata}, which counts from the beginning of the stream. */
final class GeminiUsage {
  private GeminiUsage() {}

  static Optional<Usage.Exact> exact(JsonNode usage) {
    if (!usage.path("promptTokenCount").isNumber()) {
      return Optional.empty();
    }
    int thoughts = WireJson.count(usage, "thoughtsTokenCount");
    return Optional.of(
        new Usage.Exact(
            WireJson.sum(
                WireJson.count(usage, "promptTokenCount"),
                WireJson.count(usage, "toolUsePromptTokenCount")),
            WireJson.sum(WireJson.count(usage, "candidatesTokenCount"), thoughts),
            WireJson.count(usage, "cachedContentTokenCount"),
            thoughts));
  }
}
