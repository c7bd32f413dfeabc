package dev.sluice.moderation.vendor.tencent;

import dev.sluice.model.Category;
import java.util.Set;

/** Tencent text moderation's labels. */
final class TencentLabels {
  static final Set<Category> COVERAGE =
      Set.of(
          Category.POLITICAL,
          Category.PORNOGRAPHY,
          Category.SEXUAL_SUGGESTIVE,
          Category.VIOLENCE_TERROR,
          Category.CONTRABAND,
          Category.ABUSE_HATE,
          Category.SPAM_AD,
          Category.CUSTOM);

  private TencentLabels() {}

  static Category category(String label, String subLabel) {
    return subLabel.equals("Sexy") ? Category.SEXUAL_SUGGESTIVE : category(label);
  }

  private static Category category(String label) {
    return switch (label) {
      case "Polity" -> Category.POLITICAL;
      case "Porn" -> Category.PORNOGRAPHY;
      case "Teenager" -> Category.CHILD_SAFETY;
      case "Sexy" -> Category.SEXUAL_SUGGESTIVE;
      case "Terror" -> Category.VIOLENCE_TERROR;
      case "Illegal" -> Category.CONTRABAND;
      case "Abuse" -> Category.ABUSE_HATE;
      case "Ad", "Spam" -> Category.SPAM_AD;
      case "Custom" -> Category.CUSTOM;
      default -> Category.OTHER;
    };
  }
}
