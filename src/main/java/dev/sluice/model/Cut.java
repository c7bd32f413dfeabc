package dev.sluice.model;

import java.util.Map;
import java.util.OptionalInt;

/**
 * Why and where a generation was ended by verdict.
 *
 * @param category the risk category, one of the contract's names
 * @param stage {@code input} or {@code output}
 * @param choice the one that caused it; 0 for an input
 * @param retractions by choice, the code point offset in its content from which shown text must be
 *     hidden; none for a choice where everything shown was judged safe
 * @param notice the sentence a caller is shown
 */
public record Cut(
    String category, String stage, int choice, Map<Integer, Integer> retractions, String notice) {

  public Cut {
    retractions = Map.copyOf(retractions);
  }

  /** Where no shown text has to be hidden. */
  public static Cut hidingNothing(String category, String stage, String notice) {
    return new Cut(category, stage, 0, Map.of(), notice);
  }

  /** From where the choice that caused it has to hide shown text; empty: nowhere. */
  public OptionalInt retractFrom() {
    return retractFrom(choice);
  }

  /** From where that choice has to hide shown text; empty: nowhere. */
  public OptionalInt retractFrom(int of) {
    Integer from = retractions.get(of);
    return from == null ? OptionalInt.empty() : OptionalInt.of(from);
  }
}
