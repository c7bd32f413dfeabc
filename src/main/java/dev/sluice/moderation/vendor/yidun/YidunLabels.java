package dev.sluice.moderation.vendor.yidun;

import dev.sluice.model.Category;
import java.util.Set;

/** Yidun's first-level labels, as its own sample code and public clients list them. */
final class YidunLabels {
  /** What it finds in texts; sexy and disgusting are labels of images mostly. */
  static final Set<Category> COVERAGE =
      Set.of(
          Category.PORNOGRAPHY,
          Category.SPAM_AD,
          Category.VIOLENCE_TERROR,
          Category.CONTRABAND,
          Category.POLITICAL,
          Category.ABUSE_HATE,
          Category.VALUES);

  private YidunLabels() {}

  static Category category(String label) {
    return switch (label) {
      case "100" -> Category.PORNOGRAPHY;
      case "110" -> Category.SEXUAL_SUGGESTIVE;
      case "200", "210", "260", "700" -> Category.SPAM_AD;
      case "300" -> Category.VIOLENCE_TERROR;
      case "400" -> Category.CONTRABAND;
      case "500" -> Category.POLITICAL;
      case "600" -> Category.ABUSE_HATE;
      case "800" -> Category.GORE;
      case "1100" -> Category.VALUES;
      default -> Category.OTHER;
    };
  }
}
