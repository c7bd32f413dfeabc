package dev.sluice.moderation.vendor.baidu;

import dev.sluice.model.Category;
import dev.sluice.moderation.vendor.Settings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The safety platform's types of findings. Their table belongs to an account, so an operator gives
 * it ({@code options.hit-types=100:POLITICAL,200:PORNOGRAPHY}); a type that is not in it is {@code
 * OTHER}, which blocks.
 */
record HitTypes(Map<String, Category> byType) {

  static HitTypes of(Settings settings) {
    Map<String, Category> types = new HashMap<>();
    String table = settings.optionalOption("hit-types").orElse("");
    for (String entry : table.split(",")) {
      if (!entry.isBlank()) {
        String[] pair = entry.strip().split(":", 2);
        types.put(pair[0].strip(), category(settings, table, pair));
      }
    }
    return new HitTypes(types);
  }

  private static Category category(Settings settings, String table, String[] pair) {
    try {
      return Category.valueOf(pair.length == 2 ? pair[1].strip() : "");
    } catch (IllegalArgumentException unknown) {
      throw settings.wrong(
          "options.hit-types", table, "entries such as 100:POLITICAL, separated by commas");
    }
  }

  Category category(String type) {
    return byType.getOrDefault(type, Category.OTHER);
  }

  Set<Category> categories() {
    Set<Category> all = new HashSet<>(byType.values());
    all.add(Category.OTHER);
    return all;
  }
}
