package dev.sluice.journey.replay;

import dev.sluice.model.Cut;
import dev.sluice.model.FinishReason;

/** How a logged generation ended, as its readers are told. */
public sealed interface End {

  /** The answer is whole; the reason is its first choice's. */
  record Completed(FinishReason finishReason) implements End {}

  /** Moderation ended it. */
  record CutOff(Cut cut) implements End {}

  /** It broke; the three words are those of the error object a caller gets. */
  record Failed(String code, String message, String type) implements End {}

  /** Its caller stopped it. */
  record Cancelled() implements End {}
}
