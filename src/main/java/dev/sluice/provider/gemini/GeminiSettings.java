package dev.sluice.provider.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.ChatRequest;
import dev.sluice.provider.WireJson;

/** Writes the {@code generationConfig}: how the answer is sampled, bounded and shaped. */
final class GeminiSettings {
  /** Some models refuse less. */
  private static final int LEAST_BUDGET = 512;

  private GeminiSettings() {}

  static ObjectNode of(ChatRequest request) {
    ObjectNode json = WireJson.object();
    if (request.choices() > 1) {
      json.put("candidateCount", request.choices());
    }
    request.maxOutputTokens().ifPresent(max -> json.put("maxOutputTokens", max));
    request.temperature().ifPresent(temperature -> json.put("temperature", temperature));
    request.topP().ifPresent(topP -> json.put("topP", topP));
    request.seed().ifPresent(seed -> json.put("seed", seed(seed)));
    if (!request.stop().isEmpty()) {
      request.stop().forEach(json.putArray("stopSequences")::add);
    }
    request.responseFormat().ifPresent(format -> responseFormat(format, json));
    request.reasoningEffort().ifPresent(effort -> thinking(effort, request, json));
    return json;
  }

  /** Theirs has 32 bits: a seed that does not fit is folded, so that it still repeats an answer. */
  private static int seed(long seed) {
    return seed == (int) seed ? (int) seed : Long.hashCode(seed);
  }

  private static void responseFormat(ObjectNode format, ObjectNode json) {
    String type = WireJson.text(format, "type");
    if (type.equals("json_object") || type.equals("json_schema")) {
      json.put("responseMimeType", "application/json");
    }
    if (format.path("json_schema").path("schema") instanceof ObjectNode schema) {
      json.set("responseJsonSchema", schema);
    }
  }

  private static void thinking(String effort, ChatRequest request, ObjectNode json) {
    int wanted =
        switch (effort) {
          case "none" -> 0;
          case "minimal", "low" -> 1024;
          case "medium" -> 8192;
          case "high", "xhigh", "max" -> 24576;
          default -> -1;
        };
    if (wanted < 0) {
      return;
    }
    // Thoughts count as output: a fifth of what is allowed stays for the answer.
    long bound = request.maxOutputTokens().orElse(Integer.MAX_VALUE) * 4L / 5;
    ObjectNode thinking = json.putObject("thinkingConfig").put("includeThoughts", wanted > 0);
    if (wanted == 0 || bound >= LEAST_BUDGET) {
      thinking.put("thinkingBudget", (int) Math.min(wanted, bound));
    }
  }
}
