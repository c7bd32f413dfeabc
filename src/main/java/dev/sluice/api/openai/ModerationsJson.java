package dev.sluice.api.openai;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Evidence;
import dev.sluice.model.Verdict;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Verdicts in OpenAI's moderation shape: its categories, and in {@code sluice} all of ours, of
 * which many have no name there. Tells no vendor's name and no entry of the word list.
 */
final class ModerationsJson {
  private static final List<String> NAMES =
      List.of(
          "harassment",
          "harassment/threatening",
          "hate",
          "hate/threatening",
          "illicit",
          "illicit/violent",
          "self-harm",
          "self-harm/instructions",
          "self-harm/intent",
          "sexual",
          "sexual/minors",
          "violence",
          "violence/graphic");

  private ModerationsJson() {}

  /**
   * @param model as it was asked for; may be empty
   */
  static String of(String id, String model, List<Verdict> verdicts) {
    JsonArray results = new JsonArray();
    verdicts.forEach(verdict -> results.add(result(verdict)));
    return new JsonObject()
        .put("id", id)
        .put("model", model.isEmpty() ? "sluice" : model)
        .put("results", results)
        .encode();
  }

  private static JsonObject result(Verdict verdict) {
    Map<String, Double> scores = new TreeMap<>();
    NAMES.forEach(name -> scores.put(name, 0.0));
    Map<Category, Action> ours = new TreeMap<>();
    for (Evidence evidence : verdict.evidence()) {
      ours.merge(evidence.category(), evidence.action(), Action::or);
      names(evidence.category()).forEach(name -> scores.merge(name, score(evidence), Math::max));
    }
    JsonObject categories = new JsonObject();
    JsonObject inputs = new JsonObject();
    scores.forEach((name, score) -> categories.put(name, flags(name, ours)));
    scores.keySet().forEach(name -> inputs.put(name, new JsonArray().add("text")));
    return new JsonObject()
        .put("flagged", verdict instanceof Verdict.Block || verdict instanceof Verdict.Redact)
        .put("categories", categories)
        .put("category_scores", new JsonObject(Map.copyOf(scores)))
        .put("category_applied_input_types", inputs)
        .put(
            "sluice",
            new JsonObject().put("action", action(verdict)).put("categories", ours(ours)));
  }

  /** A category that only asks for review flags nothing. */
  private static boolean flags(String name, Map<Category, Action> ours) {
    return ours.entrySet().stream()
        .anyMatch(
            it -> it.getValue().compareTo(Action.MASK) >= 0 && names(it.getKey()).contains(name));
  }

  private static JsonObject ours(Map<Category, Action> actions) {
    JsonObject json = new JsonObject();
    actions.forEach((category, action) -> json.put(category.name(), lower(action)));
    return json;
  }

  private static String action(Verdict verdict) {
    if (verdict instanceof Verdict.Block) {
      return "block";
    }
    if (verdict instanceof Verdict.Redact) {
      return "mask";
    }
    if (verdict instanceof Verdict.Unjudged) {
      return "unjudged";
    }
    return verdict.asksForReview() ? "review" : "pass";
  }

  /** A finding without a score, such as a listed word, is certain. */
  private static double score(Evidence evidence) {
    return Math.min(1, evidence.rawScore().orElse(100) / 100);
  }

  private static List<String> names(Category category) {
    return switch (category) {
      case PORNOGRAPHY, SEXUAL_SUGGESTIVE -> List.of("sexual");
      case CHILD_SAFETY -> List.of("sexual", "sexual/minors");
      case VIOLENCE_TERROR -> List.of("violence");
      case GORE -> List.of("violence", "violence/graphic");
      case CONTRABAND -> List.of("illicit");
      case ABUSE_HATE -> List.of("harassment");
      case DISCRIMINATION -> List.of("hate");
      case SELF_HARM -> List.of("self-harm");
      case POLITICAL, VALUES, PRIVACY, PROMPT_ATTACK, SPAM_AD, MISINFORMATION, CUSTOM, OTHER ->
          List.of();
    };
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
