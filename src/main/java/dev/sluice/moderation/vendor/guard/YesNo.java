package dev.sluice.moderation.vendor.guard;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Verdicts that are one word. */
final class YesNo {
  private static final Pattern SCORE = Pattern.compile("<score>\\s*(yes|no)\\s*</score>");
  private static final String THOUGHT = "<think>";
  private static final String THOUGHT_END = "</think>";

  private YesNo() {}

  /** Of an answer whose first line is {@code Yes} or {@code No}; an explanation may follow. */
  static boolean line(Wording wording) {
    return yes(wording.firstLine());
  }

  /**
   * Of an answer that is {@code <score>yes</score>}, with thoughts before it at most. Thoughts that
   * hold such tags themselves, maybe quoted from the judged text, make a verdict nobody can trust.
   */
  static boolean score(Wording wording) {
    String text = wording.whole();
    if (text.startsWith(THOUGHT)) {
      int end = text.indexOf(THOUGHT_END);
      String thought = end < 0 ? text : text.substring(THOUGHT.length(), end);
      if (end < 0 || thought.contains("<score>")) {
        throw Wording.undecided();
      }
      text = text.substring(end + THOUGHT_END.length()).strip();
    }
    Matcher score = SCORE.matcher(text);
    if (!score.matches()) {
      throw Wording.undecided();
    }
    return score.group(1).equals("yes");
  }

  private static boolean yes(String word) {
    return switch (word) {
      case "Yes", "yes" -> true;
      case "No", "no" -> false;
      default -> throw Wording.undecided();
    };
  }
}
