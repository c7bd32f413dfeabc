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
 * @param coverage what it can find
 * @param masking whether it tells which part of a text to mask
 * @param languages ISO 639-1 codes; empty: any
 */
public record Capabilities(
    int maxPrompt,
    int maxReply,
    Unit unit,
    Session session,
    Coverage coverage,
    Masking masking,
    Set<String> languages) {

  public Capabilities {
    languages = Set.copyOf(languages);
  }

  /** Whether it finds attacks on prompts. */
  public boolean shieldsPrompts() {
    return coverage.inputs().contains(Category.PROMPT_ATTACK);
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

  /** How a vendor sees what spans two passages of an answer. Pieces of inputs always overlap. */
  public enum Session {
    /** It does not: each call carries an overlap. */
    NONE,
    /** It joins calls of the same session id. */
    JOINED,
    /** It joins calls that carry the id it answered the first one with. */
    ISSUED,
    /** It judges an answer by the id of the prompt's call; each call carries an overlap. */
    LINKED_TO_PROMPT,
    /** It is sent the whole text so far, each time. */
    WHOLE
  }

  public enum Masking {
    NONE,
    SPANS
  }
}
