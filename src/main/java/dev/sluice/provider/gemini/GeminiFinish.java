package dev.sluice.provider.gemini;

import dev.sluice.model.FinishReason;
import java.util.Optional;

/** Puts Gemini's many reasons to finish into OpenAI's four. */
final class GeminiFinish {
  private GeminiFinish() {}

  /** Whether the reason is one: some streams write a placeholder until the end. */
  static boolean ends(String reason) {
    return switch (reason) {
      case "", "null", "FINISH_REASON_UNSPECIFIED", "CONTINUATION" -> false;
      default -> true;
    };
  }

  /** Empty where the model failed; a reason that we do not know is an ordinary end. */
  static Optional<FinishReason> reason(String reason) {
    return switch (reason) {
      case "MAX_TOKENS" -> Optional.of(FinishReason.LENGTH);
      case "SAFETY",
          "RECITATION",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "MODEL_ARMOR",
          "IMAGE_SAFETY",
          "IMAGE_PROHIBITED_CONTENT",
          "IMAGE_RECITATION",
          "IMAGE_OTHER" ->
          Optional.of(FinishReason.CONTENT_FILTER);
      case "LANGUAGE",
          "OTHER",
          "MALFORMED_FUNCTION_CALL",
          "MALFORMED_RESPONSE",
          "UNEXPECTED_TOOL_CALL",
          "TOO_MANY_TOOL_CALLS",
          "NO_IMAGE" ->
          Optional.empty();
      default -> Optional.of(FinishReason.STOP);
    };
  }
}
