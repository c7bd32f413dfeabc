package dev.sluice.journey;

import dev.sluice.model.FinishReason;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Usage;
import java.util.Optional;

/**
 * Counts what was generated for a journey while it streams: the provider's own usage where it
 * reports one, else the text itself, to be estimated at the end. Counts what a provider sent, also
 * what no caller was shown. Used from one thread at a time, but for {@link #progress}.
 */
final class Tally {
  /** Text kept for an estimate, in UTF-16 units; beyond it the estimate is scaled up by length. */
  private static final int KEPT = 16_384;

  private final StringBuilder text = new StringBuilder();
  private volatile int outputChars;

  /** A rough count in quarters of a token: letters have four to a token, other signs fewer. */
  private volatile int quarters;

  private volatile Optional<Usage.Exact> reported = Optional.empty();
  private Optional<FinishReason> finishReason = Optional.empty();

  void count(StreamPart part) {
    if (part instanceof StreamPart.Delta delta) {
      count(delta.text());
    } else if (part instanceof StreamPart.ToolCall call) {
      count(call.name());
      count(call.arguments());
    } else if (part instanceof StreamPart.UsageReported usage) {
      reported = Optional.of(usage.usage());
    }
  }

  /** Notes how a choice ended, as its caller is told. */
  void finish(FinishReason reason) {
    finishReason = Optional.of(reason);
  }

  private void count(String more) {
    outputChars += more.length();
    quarters += quarters(more);
    if (text.length() < KEPT) {
      text.append(more, 0, Math.min(more.length(), KEPT - text.length()));
    }
  }

  private static int quarters(String text) {
    int quarters = 0;
    for (int i = 0; i < text.length(); i++) {
      quarters += text.charAt(i) < 0x250 ? 1 : 3;
    }
    return quarters;
  }

  /** About how many tokens were generated so far; cheap, and from any thread. */
  int progress() {
    return reported().map(Usage.Exact::outputTokens).orElse((quarters + 3) / 4);
  }

  int outputChars() {
    return outputChars;
  }

  Optional<FinishReason> finishReason() {
    return finishReason;
  }

  /** A report of no output beside some is none: it would make the answer free. */
  Optional<Usage.Exact> reported() {
    return reported.filter(it -> it.outputTokens() > 0 || outputChars == 0);
  }

  /** The usage; costly where it must be estimated, so not for an event loop. */
  Usage usage(TokenCount tokens, int inputTokens) {
    return reported().<Usage>map(exact -> exact).orElseGet(() -> estimate(tokens, inputTokens));
  }

  private Usage estimate(TokenCount tokens, int inputTokens) {
    if (outputChars == 0) {
      return new Usage.Estimated(inputTokens, 0);
    }
    long kept = tokens.of(text.toString());
    return new Usage.Estimated(inputTokens, (int) (kept * outputChars / text.length()));
  }
}
