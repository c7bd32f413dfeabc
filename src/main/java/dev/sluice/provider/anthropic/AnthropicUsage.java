package dev.sluice.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.Usage;
import dev.sluice.provider.WireJson;
import java.util.Optional;

/** Gathers the token counts of one stream; of each the last report holds. */
final class AnthropicUsage {
  private int input;
  private int cacheWritten;
  private int cacheRead;
  private int output;
  private int thinking;
  private boolean complete;

  /** The counts at the start, whose output is only a beginning. */
  void begin(JsonNode usage) {
    input = latest(usage, "input_tokens", input);
    cacheWritten = latest(usage, "cache_creation_input_tokens", cacheWritten);
    cacheRead = latest(usage, "cache_read_input_tokens", cacheRead);
  }

  /** Counts that come with the end of the answer. */
  void update(JsonNode usage) {
    begin(usage);
    output = latest(usage, "output_tokens", output);
    thinking = latest(usage.path("output_tokens_details"), "thinking_tokens", thinking);
    complete |= usage.path("output_tokens").isNumber();
  }

  /** Empty while the output was not counted to its end. */
  Optional<Usage.Exact> exact() {
    return complete
        ? Optional.of(
            new Usage.Exact(
                WireJson.sum(input, cacheWritten, cacheRead), output, cacheRead, thinking))
        : Optional.empty();
  }

  private static int latest(JsonNode usage, String field, int known) {
    return usage.path(field).isNumber() ? WireJson.count(usage, field) : known;
  }
}
