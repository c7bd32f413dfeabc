package dev.sluice.model;

import java.util.OptionalInt;

/**
 * Why and where a stream was ended by verdict, as a caller is told it.
 *
 * @param category the risk category's name
 * @param stage {@code input} or {@code output}
 * @param retractFrom code point offset in the choice's content from which text already shown must
 *     be hidden; empty where nothing unsafe was shown
 * @param notice the sentence the caller is shown
 */
public record Cut(String category, String stage, OptionalInt retractFrom, String notice) {

  public Cut {
    if (category.isBlank() || stage.isBlank()) {
      throw new IllegalArgumentException("a cut names its category and its stage");
    }
    if (retractFrom.isPresent() && retractFrom.getAsInt() < 0) {
      throw new IllegalArgumentException("retractFrom must not be negative");
    }
  }
}
