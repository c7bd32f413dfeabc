package dev.sluice.moderation;

/**
 * The next piece of one text, to be judged.
 *
 * @param text never empty, unless it is the last; never ends within a surrogate pair
 * @param position of its beginning in the whole text, in UTF-16 units
 * @param last nothing follows
 */
public record Passage(String text, int position, boolean last) {}
