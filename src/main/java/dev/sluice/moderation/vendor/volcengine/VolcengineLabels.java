package dev.sluice.moderation.vendor.volcengine;

import dev.sluice.model.Category;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;

/**
 * Volcengine's labels of eight digits, whose first three name the group. The longest prefix counts;
 * a group without a name of its own is OTHER.
 */
final class VolcengineLabels {
  /** Longer prefixes stand before shorter ones. */
  private static final List<Entry<String, Category>> BY_PREFIX =
      List.of(
          Map.entry("10102", Category.POLITICAL),
          Map.entry("10103005", Category.ABUSE_HATE),
          Map.entry("10104", Category.PORNOGRAPHY),
          Map.entry("10107", Category.POLITICAL),
          Map.entry("10109", Category.MISINFORMATION),
          Map.entry("10112", Category.DISCRIMINATION),
          Map.entry("10113", Category.CONTRABAND),
          Map.entry("103", Category.PRIVACY),
          Map.entry("104", Category.PROMPT_ATTACK),
          Map.entry("106", Category.CUSTOM),
          Map.entry("107", Category.SPAM_AD));

  static final Set<Category> COVERAGE =
      Set.of(
          Category.POLITICAL,
          Category.ABUSE_HATE,
          Category.PORNOGRAPHY,
          Category.MISINFORMATION,
          Category.DISCRIMINATION,
          Category.CONTRABAND,
          Category.PRIVACY,
          Category.PROMPT_ATTACK,
          Category.CUSTOM,
          Category.SPAM_AD);

  private VolcengineLabels() {}

  /**
   * @param code a label's, or where there is none its group's
   */
  static Category category(String code) {
    return BY_PREFIX.stream()
        .filter(entry -> code.startsWith(entry.getKey()))
        .map(Entry::getValue)
        .findFirst()
        .orElse(Category.OTHER);
  }
}
