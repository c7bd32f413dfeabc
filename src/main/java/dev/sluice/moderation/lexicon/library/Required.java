package dev.sluice.moderation.lexicon.library;

import dev.sluice.model.Category;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What TC260-003-2024 / GB/T 45654-2025 asks of a word list: 10,000 words in all, 200 for each risk
 * of group A.1 and 100 for each of A.2, brought up to date at least once a week.
 */
public final class Required {
  public static final int TOTAL = 10_000;
  public static final Duration UPDATE = Duration.ofDays(7);

  private static final int FIRST_GROUP = 200;
  private static final int SECOND_GROUP = 100;

  private Required() {}

  /** The least number of words by risk code, for the risks that have one. */
  public static Map<String, Integer> byRisk() {
    return Arrays.stream(Category.values())
        .flatMap(category -> category.riskCodes().stream())
        .distinct()
        .filter(code -> least(code) > 0)
        .collect(
            Collectors.toMap(
                Function.identity(), Required::least, (one, same) -> one, TreeMap::new));
  }

  private static int least(String code) {
    if (code.startsWith("A.1.")) {
      return FIRST_GROUP;
    }
    return code.startsWith("A.2.") ? SECOND_GROUP : 0;
  }
}
