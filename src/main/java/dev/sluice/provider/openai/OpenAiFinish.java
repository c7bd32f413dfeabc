package dev.sluice.provider.openai;

import dev.sluice.model.FinishReason;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.ProviderFailure.Kind;
import java.util.Locale;
import java.util.Optional;

/** The finish reasons that OpenAI-compatible providers invented, in the words we know. */
final class OpenAiFinish {
  private OpenAiFinish() {}

  /** Empty where the choice goes on; throws where the word is an error in disguise. */
  static Optional<FinishReason> of(String word) {
    String lower = word == null ? "" : word.strip().toLowerCase(Locale.ROOT);
    if (lower.startsWith("malformed")) {
      throw failed(Kind.BROKEN, lower);
    }
    return switch (lower) {
      case "", "null" -> Optional.empty();
      case "length", "max_tokens", "model_context_window_exceeded" ->
          Optional.of(FinishReason.LENGTH);
      case "tool_calls", "tool_use", "function_call" -> Optional.of(FinishReason.TOOL_CALLS);
      case "content_filter",
          "content_filtered",
          "sensitive",
          "refusal",
          "guardrail_intervened",
          "safety",
          "prohibited_content",
          "blocklist",
          "spii",
          "recitation" ->
          Optional.of(FinishReason.CONTENT_FILTER);
      case "insufficient_system_resource", "network_error" -> throw failed(Kind.INTERRUPTED, lower);
      case "error" -> throw failed(Kind.BROKEN, lower);
      default -> Optional.of(FinishReason.STOP);
    };
  }

  private static ProviderFailure failed(Kind kind, String word) {
    String known = word.length() > 64 ? word.substring(0, 64) : word;
    return new ProviderFailure(kind, "the provider gave up the answer: " + known);
  }
}
