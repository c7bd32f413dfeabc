package dev.sluice.moderation.vendor.baidu;

import dev.sluice.model.Category;
import java.util.Set;

/**
 * The content censor's types of findings.
 *
 * @see <a href="https://ai.baidu.com/ai-doc/ANTIPORN/Nk3h6xbb2">their table</a>
 */
final class BaiduTypes {
  static final Set<Category> COVERAGE =
      Set.of(
          Category.POLITICAL,
          Category.PORNOGRAPHY,
          Category.VIOLENCE_TERROR,
          Category.CONTRABAND,
          Category.ABUSE_HATE,
          Category.PRIVACY,
          Category.SPAM_AD,
          Category.CUSTOM);

  private static final int UMBRELLA = 12;

  private BaiduTypes() {}

  /** The type of the customer's own list of harmless texts, whose matches are no findings. */
  static boolean isHarmless(long type) {
    return type == 14;
  }

  static Category category(long type, long subType) {
    return type == UMBRELLA ? ofUmbrella((int) subType) : of((int) type);
  }

  private static Category of(int type) {
    return switch (type) {
      case 11 -> Category.CONTRABAND;
      case 13 -> Category.CUSTOM;
      case 30, 1230 -> Category.POLITICAL;
      case 31, 1231 -> Category.VIOLENCE_TERROR;
      case 33, 1233 -> Category.PORNOGRAPHY;
      case 34, 1234 -> Category.ABUSE_HATE;
      case 1235 -> Category.VALUES;
      case 36, 37, 39, 1236, 1237, 1239 -> Category.SPAM_AD;
      case 38, 1238 -> Category.PRIVACY;
      default -> Category.OTHER;
    };
  }

  private static Category ofUmbrella(int subType) {
    return switch (subType) {
      case 1 -> Category.VIOLENCE_TERROR;
      case 2 -> Category.PORNOGRAPHY;
      case 3 -> Category.POLITICAL;
      case 5 -> Category.ABUSE_HATE;
      case 7 -> Category.PRIVACY;
      case 0, 4, 8 -> Category.SPAM_AD;
      default -> Category.OTHER;
    };
  }
}
