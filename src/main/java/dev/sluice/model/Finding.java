package dev.sluice.model;

/**
 * Evidence that mattered, and where in a generation it lies; kept in the trace.
 *
 * @param choice of an answer, from 0; 0 for an input
 * @param field what was judged: {@code content}, {@code reasoning_content}, {@code refusal}, {@code
 *     tool_calls[0].arguments}, {@code messages[2]}
 * @param position of the judged text in the field, in UTF-16 units
 * @param length of the judged text, in UTF-16 units
 */
public record Finding(
    Direction direction, int choice, String field, int position, int length, Evidence evidence) {}
