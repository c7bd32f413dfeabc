package dev.sluice.moderation.vendor.shumei;

import dev.sluice.model.Category;
import java.util.Set;

/** Shumei's first-level labels, as its interface document lists them. */
final class ShumeiLabels {
  static final Set<Category> COVERAGE =
      Set.of(
          Category.POLITICAL,
          Category.VIOLENCE_TERROR,
          Category.PORNOGRAPHY,
          Category.CONTRABAND,
          Category.ABUSE_HATE,
          Category.PRIVACY,
          Category.SPAM_AD,
          Category.CUSTOM);

  private ShumeiLabels() {}

  static Category category(String riskLabel1) {
    return switch (riskLabel1) {
      case "politics" -> Category.POLITICAL;
      case "violence" -> Category.VIOLENCE_TERROR;
      case "porn" -> Category.PORNOGRAPHY;
      case "minor" -> Category.CHILD_SAFETY;
      case "ban", "fraud" -> Category.CONTRABAND;
      case "abuse" -> Category.ABUSE_HATE;
      case "privacy" -> Category.PRIVACY;
      case "ad", "ad_law", "adLaw", "meaningless" -> Category.SPAM_AD;
      case "blacklist" -> Category.CUSTOM;
      default -> Category.OTHER;
    };
  }
}
