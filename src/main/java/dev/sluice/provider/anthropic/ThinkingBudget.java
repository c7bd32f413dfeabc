package dev.sluice.provider.anthropic;

import dev.sluice.model.ChatRequest;
import dev.sluice.model.Message;
import dev.sluice.model.Message.Role;
import dev.sluice.model.ToolChoice;
import java.util.OptionalInt;

/**
 * How many of the output tokens the model may think with, from OpenAI's {@code reasoning_effort}.
 * Empty where thinking was not asked for or the API would refuse it.
 */
final class ThinkingBudget {
  private static final int LEAST = 1024;

  private ThinkingBudget() {}

  static OptionalInt of(ChatRequest request, int maxTokens) {
    int percent = request.reasoningEffort().map(ThinkingBudget::percent).orElse(0);
    int budget = Math.max(LEAST, (int) (maxTokens * (long) percent / 100));
    boolean possible = budget < maxTokens && !forcesTool(request) && !answersTool(request);
    return percent > 0 && possible ? OptionalInt.of(budget) : OptionalInt.empty();
  }

  private static int percent(String effort) {
    return switch (effort) {
      case "low" -> 20;
      case "medium" -> 50;
      case "high", "xhigh", "max" -> 80;
      default -> 0;
    };
  }

  private static boolean forcesTool(ChatRequest request) {
    return !request.tools().isEmpty()
        && (request.toolChoice() instanceof ToolChoice.Required
            || request.toolChoice() instanceof ToolChoice.Named);
  }

  /** The API then wants the signed thoughts that led to the call, which OpenAI's format lacks. */
  private static boolean answersTool(ChatRequest request) {
    Message last = request.messages().get(request.messages().size() - 1);
    return last.role() == Role.TOOL;
  }
}
