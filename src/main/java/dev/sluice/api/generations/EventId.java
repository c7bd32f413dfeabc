package dev.sluice.api.generations;

import dev.sluice.model.Refusal;
import java.util.Optional;

/**
 * The last event a returning reader has seen.
 *
 * @param after the number of the last event it has whole, 0 for none
 * @param cutSeen whether it also has the cut of the event that follows
 */
record EventId(long after, boolean cutSeen) {
  private static final int LONGEST = 18;

  /** Reads {@code Last-Event-ID}; what the header says goes before the query parameter. */
  static EventId read(Optional<String> header, Optional<String> parameter) {
    String text = header.or(() -> parameter).map(String::strip).orElse("");
    if (text.isEmpty()) {
      return new EventId(0, false);
    }
    boolean cut = text.endsWith(EventFrames.CUT_SUFFIX);
    String digits = cut ? text.substring(0, text.length() - EventFrames.CUT_SUFFIX.length()) : text;
    if (digits.isEmpty()
        || digits.length() > LONGEST
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw Refusal.Invalid.parameter("last_event_id", "'last_event_id' is not one of ours.");
    }
    long number = Long.parseLong(digits);
    return new EventId(cut ? Math.max(0, number - 1) : number, cut);
  }
}
