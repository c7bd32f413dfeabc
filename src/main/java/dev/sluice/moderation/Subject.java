package dev.sluice.moderation;

import dev.sluice.model.Direction;

/**
 * What a text belongs to that is judged passage by passage.
 *
 * @param generation the generation's id; vendors that join passages themselves see a value derived
 *     from it
 * @param alias the model alias, whose policy holds
 * @param choice of an answer, from 0; 0 for an input
 * @param field as in {@link dev.sluice.model.Finding#field}
 * @param prompt what the caller asked, for vendors that judge an answer by it; may be empty
 * @param account who asked, as {@code tenant/account}; vendors see a hash of it
 */
public record Subject(
    String generation,
    String alias,
    Direction direction,
    int choice,
    String field,
    String prompt,
    String account) {}
