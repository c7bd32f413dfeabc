package dev.sluice.moderation.vendor.huawei;

import dev.sluice.model.Category;
import java.util.Set;

/** The labels of Huawei Cloud's text moderation, third version. */
final class HuaweiLabels {
  static final Set<Category> COVERAGE =
      Set.of(
          Category.POLITICAL,
          Category.VIOLENCE_TERROR,
          Category.PORNOGRAPHY,
          Category.CONTRABAND,
          Category.ABUSE_HATE,
          Category.SPAM_AD,
          Category.CUSTOM);

  private HuaweiLabels() {}

  static Category category(String label) {
    return switch (label) {
      case "politics" -> Category.POLITICAL;
      case "terrorism" -> Category.VIOLENCE_TERROR;
      case "porn" -> Category.PORNOGRAPHY;
      case "ban" -> Category.CONTRABAND;
      case "abuse" -> Category.ABUSE_HATE;
      case "ad", "ad_law", "meaningless" -> Category.SPAM_AD;
      case "customized" -> Category.CUSTOM;
      default -> Category.OTHER;
    };
  }
}
