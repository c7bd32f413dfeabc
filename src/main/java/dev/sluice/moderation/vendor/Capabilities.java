package dev.sluice.moderation.vendor;

import dev.sluice.model.Category;
import dev.sluice.model.Direction;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * What a vendor's interface can do.
 *
 * @param maxPrompt longest text of an input in one call
 * @param maxReply longest text of an answer in one call
 * @param unit what these lengths count
 * @param session who joins the passages of one answer
 * @param coverage the categories it can find
 * @param masking whether it tells which part of a text to mask
 * @param languages ISO 639-1 codes; empty: any
 * @param promptShield whether it finds prompt attacks in inputs
 */
public record Capabilities(
    int maxPrompt,
    int maxReply,
    Unit unit,
    Session session,
    Set<Category> coverage,
    Masking masking,
    Set<String> languages,
    boolean promptShield) {

  public Capabilities {
    coverage = Set.copyOf(coverage);
    languages = Set.copyOf(languages);
  }

  /** The longest text of one call that way; 0 where it cannot judge such texts. */
  public int limit(Direction direction) {
    return direction == Direction.INPUT ? maxPrompt : maxReply;
  }

  /** Whether the inquiry's text is short enough. */
  public boolean takes(Inquiry inquiry) {
    return unit.of(inquiry.text()) <= limit(inquiry.direction());
  }

  /** What a length counts. */
  public enum Unit {
    CODE_POINTS,
    UTF8_BYTES;

    /** The length of a text. */
    public int of(String text) {
      return this == CODE_POINTS
          ? text.codePointCount(0, text.length())
          : text.getBytes(StandardCharsets.UTF_8).length;
    }
  }

  /** How a vendor sees what spans two passages. */
  public enum Session {
    /** It does not: each call carries an overlap. */
    NONE,
    /** It joins calls of the same session id. */
    JOINED,
    /** It joins calls that carry the id it answered the first one with. */
    ISSUED,
    /** It judges an answer by the id of the prompt's call. */
    LINKED_TO_PROMPT,
    /** It is sent the whole text so far, each time. */
    WHOLE
  }

  public enum Masking {
    NONE,
    SPANS
  }
}
