package dev.sluice.model;

import java.util.OptionalInt;

/**
 * Why and where a generation was ended by verdict.
 *
 * @param category the risk category, one of the contract's names
 * @param stage {@code input} or {@code output}
 * @param retractFrom the code point offset from which shown text must be hidden; empty where
 *     nothing unsafe was shown
 * @param notice the sentence a caller is shown
 */
public record Cut(String category, String stage, OptionalInt retractFrom, String notice) {}
