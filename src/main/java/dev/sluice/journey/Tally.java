package dev.sluice.journey;

import dev.sluice.model.FinishReason;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Usage;
import java.util.BitSet;
import java.util.Optional;

/**
 * Counts what was generated for a journey while it streams: the provider's own usage where it
 * reports one, else the text itself, to be estimated at the end. Used from one thread at a time.
 */
final class Tally {
  /** Text kept for an estimate, in UTF-16 units; beyond it the estimate is scaled up by length. */
  private static final int KEPT = 16_384;

  private final StringBuilder text = new StringBuilder();
  private final BitSet shown = new BitSet();
  private int outputChars;
  private Optional<Usage.Exact> reported = Optional.empty();
  private Optional<FinishReason> finishReason = Optional.empty();

  void count(StreamPart part) {
    if (part instanceof StreamPart.Delta delta) {
      count(delta.choice(), delta.text());
    } else if (part instanceof StreamPart.ToolCall call) {
      count(call.choice(), call.name());
      count(call.choice(), call.arguments());
    } else if (part instanceof StreamPart.UsageReported usage) {
      reported = Optional.of(usage.usage());
    } else if (part instanceof StreamPart.Finished finished) {
      finishReason = Optional.of(finished.reason());
    }
  }

  private void count(int choice, String more) {
    if (!more.isEmpty()) {
      shown.set(choice);
    }
    outputChars += more.length();
    if (text.length() < KEPT) {
      text.append(more, 0, Math.min(more.length(), KEPT - text.length()));
    }
  }

  int outputChars() {
    return outputChars;
  }

  /** The choices that text was shown of. */
  BitSet shown() {
    return shown;
  }

  Optional<FinishReason> finishReason() {
    return finishReason;
  }

  Optional<Usage.Exact> reported() {
    return reported;
  }

  /** The usage; costly where it must be estimated, so not for an event loop. */
  Usage usage(TokenCount tokens, int inputTokens) {
    return reported.<Usage>map(exact -> exact).orElseGet(() -> estimate(tokens, inputTokens));
  }

  private Usage estimate(TokenCount tokens, int inputTokens) {
    if (outputChars == 0) {
      return new Usage.Estimated(inputTokens, 0);
    }
    long kept = tokens.of(text.toString());
    return new Usage.Estimated(inputTokens, (int) (kept * outputChars / text.length()));
  }
}
