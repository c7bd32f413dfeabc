package dev.sluice.moderation.lexicon.library;

import dev.sluice.model.Category;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How many words the list in force has, each counted once a category.
 *
 * @param total of all of them
 * @param byRisk by risk code; words without one are in none
 */
public record Coverage(int total, Map<String, Integer> byRisk, Map<Category, Integer> byCategory) {
  public Coverage {
    byRisk = Map.copyOf(byRisk);
    byCategory = Map.copyOf(byCategory);
  }

  static Coverage of(List<ListedWord> words) {
    Set<ListedWord.Key> seen = new HashSet<>();
    Map<String, Integer> byRisk = new TreeMap<>();
    Map<Category, Integer> byCategory = new TreeMap<>();
    for (ListedWord word : words) {
      if (seen.add(word.key())) {
        word.risk().ifPresent(code -> byRisk.merge(code, 1, Integer::sum));
        byCategory.merge(word.category(), 1, Integer::sum);
      }
    }
    return new Coverage(seen.size(), byRisk, byCategory);
  }
}
