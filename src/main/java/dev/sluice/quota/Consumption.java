package dev.sluice.quota;

import dev.sluice.model.Usage;

/**
 * What a generation took in the end.
 *
 * @param by who answered
 * @param outcome the outcome's name, kept beside the charge
 */
public record Consumption(Target by, Usage usage, String outcome) {}
