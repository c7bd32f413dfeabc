package dev.sluice.moderation.vendor.openai;

import dev.sluice.model.Category;
import dev.sluice.moderation.vendor.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** OpenAI's labels. */
final class OpenAiLabels {
  private static final Map<String, Category> ALL =
      Map.ofEntries(
          Map.entry("harassment", Category.ABUSE_HATE),
          Map.entry("harassment/threatening", Category.VIOLENCE_TERROR),
          Map.entry("hate", Category.ABUSE_HATE),
          Map.entry("hate/threatening", Category.VIOLENCE_TERROR),
          Map.entry("illicit", Category.CONTRABAND),
          Map.entry("illicit/violent", Category.VIOLENCE_TERROR),
          Map.entry("self-harm", Category.SELF_HARM),
          Map.entry("self-harm/intent", Category.SELF_HARM),
          Map.entry("self-harm/instructions", Category.SELF_HARM),
          Map.entry("sexual", Category.PORNOGRAPHY),
          Map.entry("sexual/minors", Category.CHILD_SAFETY),
          Map.entry("violence", Category.VIOLENCE_TERROR),
          Map.entry("violence/graphic", Category.GORE));

  private OpenAiLabels() {}

  /**
   * Those that every answer must tell of: as configured, else all that the model knows.
   *
   * @param model the older ones do not judge what is illicit
   */
  static Map<String, Category> of(Settings settings, String model) {
    Map<String, Category> labels = new HashMap<>(ALL);
    if (model.startsWith("text-moderation")) {
      labels.keySet().removeIf(label -> label.startsWith("illicit"));
    }
    String all = String.join(",", labels.keySet());
    labels.keySet().retainAll(settings.options("labels", all, Set.copyOf(labels.keySet())));
    return labels;
  }
}
