package dev.sluice.moderation.vendor.aliyun;

import dev.sluice.model.Category;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Alibaba Cloud's labels. Two generations are in use and grow, so whole families are known by their
 * beginning, the longer beginning first; a label nobody knows is {@code OTHER}.
 */
final class AliyunLabels {
  private static final Map<String, Category> BY_BEGINNING = new LinkedHashMap<>();

  static {
    BY_BEGINNING.put("sexual_prompts", Category.PORNOGRAPHY);
    BY_BEGINNING.put("sexual_terms_activity", Category.PORNOGRAPHY);
    BY_BEGINNING.put("sexual_terms", Category.SEXUAL_SUGGESTIVE);
    BY_BEGINNING.put("sexual_suggestive", Category.SEXUAL_SUGGESTIVE);
    BY_BEGINNING.put("sexual_orientation", Category.SEXUAL_SUGGESTIVE);
    BY_BEGINNING.put("pornographic_", Category.PORNOGRAPHY);
    BY_BEGINNING.put("political_", Category.POLITICAL);
    BY_BEGINNING.put("regional_racism", Category.ABUSE_HATE);
    BY_BEGINNING.put("regional_", Category.POLITICAL);
    BY_BEGINNING.put("violent_", Category.VIOLENCE_TERROR);
    BY_BEGINNING.put("violence_", Category.VIOLENCE_TERROR);
    BY_BEGINNING.put("contraband_", Category.CONTRABAND);
    BY_BEGINNING.put("inappropriate_minor_", Category.CHILD_SAFETY);
    BY_BEGINNING.put("inappropriate_oral", Category.SEXUAL_SUGGESTIVE);
    BY_BEGINNING.put("inappropriate_ethics", Category.VALUES);
    BY_BEGINNING.put("inappropriate_superstition", Category.VALUES);
    BY_BEGINNING.put("inappropriate_religion", Category.VALUES);
    BY_BEGINNING.put("inappropriate_profanity", Category.ABUSE_HATE);
    BY_BEGINNING.put("inappropriate_discrimination", Category.DISCRIMINATION);
    BY_BEGINNING.put("inappropriate_suicide", Category.SELF_HARM);
    BY_BEGINNING.put("inappropriate_nonsense", Category.SPAM_AD);
    BY_BEGINNING.put("religion_", Category.VALUES);
    BY_BEGINNING.put("privacy_", Category.PRIVACY);
    BY_BEGINNING.put("pt_", Category.SPAM_AD);
    BY_BEGINNING.put("customized", Category.CUSTOM);
  }

  /** What the labels above can say, but for what no label is certain to say. */
  static final Set<Category> COVERAGE = Set.copyOf(BY_BEGINNING.values());

  private AliyunLabels() {}

  static Category category(String label) {
    return BY_BEGINNING.entrySet().stream()
        .filter(it -> label.startsWith(it.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(Category.OTHER);
  }
}
