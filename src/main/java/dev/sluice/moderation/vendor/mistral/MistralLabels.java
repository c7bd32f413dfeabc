package dev.sluice.moderation.vendor.mistral;

import dev.sluice.model.Category;
import java.util.HashMap;
import java.util.Map;

/** Mistral's labels, which changed with the model of March 2026. */
final class MistralLabels {
  private static final String OLD_MODEL = "mistral-moderation-2411";

  private static final Map<String, Category> OLD =
      Map.of(
          "sexual", Category.PORNOGRAPHY,
          "hate_and_discrimination", Category.ABUSE_HATE,
          "violence_and_threats", Category.VIOLENCE_TERROR,
          "dangerous_and_criminal_content", Category.CONTRABAND,
          "selfharm", Category.SELF_HARM,
          "health", Category.MISINFORMATION,
          "financial", Category.MISINFORMATION,
          "law", Category.MISINFORMATION,
          "pii", Category.PRIVACY);

  private static final Map<String, Category> NEW_INSTEAD =
      Map.of(
          "dangerous", Category.VIOLENCE_TERROR,
          "criminal", Category.CONTRABAND,
          "jailbreaking", Category.PROMPT_ATTACK);

  private MistralLabels() {}

  /** Those that the model must tell of. */
  static Map<String, Category> of(String model) {
    if (model.equals(OLD_MODEL)) {
      return OLD;
    }
    Map<String, Category> labels = new HashMap<>(OLD);
    labels.remove("dangerous_and_criminal_content");
    labels.putAll(NEW_INSTEAD);
    return labels;
  }
}
