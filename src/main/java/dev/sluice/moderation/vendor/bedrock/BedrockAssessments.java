package dev.sluice.moderation.vendor.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Span;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.Occurrences;
import dev.sluice.moderation.vendor.VendorFailure;
import dev.sluice.moderation.vendor.VendorFailure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The findings of a guardrail's policies, one by one. */
final class BedrockAssessments {
  private final String text;
  private final List<Hit> hits = new ArrayList<>();

  private BedrockAssessments(String text) {
    this.text = text;
  }

  static List<Hit> hits(JsonNode assessments, String text) {
    BedrockAssessments all = new BedrockAssessments(text);
    assessments.forEach(all::add);
    return all.hits;
  }

  private void add(JsonNode assessment) {
    for (JsonNode filter : assessment.path("contentPolicy").path("filters")) {
      String type = filter.path("type").asText();
      add(filter, category(type), type);
    }
    for (JsonNode topic : assessment.path("topicPolicy").path("topics")) {
      add(topic, Category.CUSTOM, "topic:" + topic.path("name").asText());
    }
    JsonNode words = assessment.path("wordPolicy");
    words.path("customWords").forEach(word -> add(word, Category.CUSTOM, "custom-word"));
    for (JsonNode word : words.path("managedWordLists")) {
      add(word, Category.ABUSE_HATE, word.path("type").asText());
    }
    JsonNode sensitive = assessment.path("sensitiveInformationPolicy");
    for (JsonNode entity : sensitive.path("piiEntities")) {
      add(entity, Category.PRIVACY, entity.path("type").asText());
    }
    for (JsonNode regex : sensitive.path("regexes")) {
      add(regex, Category.CUSTOM, "regex:" + regex.path("name").asText());
    }
    for (JsonNode filter : assessment.path("contextualGroundingPolicy").path("filters")) {
      add(filter, Category.MISINFORMATION, filter.path("type").asText());
    }
  }

  private void add(JsonNode finding, Category category, String label) {
    String match = finding.path("match").asText();
    List<Span> spans = match.isEmpty() ? List.of() : Occurrences.of(text, List.of(match));
    Action action = action(finding, spans);
    if (action != Action.PASS) {
      hits.add(new Hit(category, action, label, score(finding.path("confidence")), spans));
    }
  }

  /** What is to be masked but not found cannot pass. */
  private static Action action(JsonNode finding, List<Span> spans) {
    return switch (finding.path("action").asText()) {
      case "BLOCKED" -> Action.BLOCK;
      case "ANONYMIZED" -> spans.isEmpty() ? Action.BLOCK : Action.MASK;
      case "NONE" -> finding.path("detected").asBoolean() ? Action.REVIEW : Action.PASS;
      default ->
          throw new VendorFailure(Kind.RETRYABLE, "Bedrock answered an unknown action of a policy");
    };
  }

  private static OptionalDouble score(JsonNode confidence) {
    return switch (confidence.asText()) {
      case "HIGH" -> OptionalDouble.of(90);
      case "MEDIUM" -> OptionalDouble.of(60);
      case "LOW" -> OptionalDouble.of(30);
      default -> OptionalDouble.empty();
    };
  }

  private static Category category(String filter) {
    return switch (filter) {
      case "SEXUAL" -> Category.PORNOGRAPHY;
      case "VIOLENCE" -> Category.VIOLENCE_TERROR;
      case "MISCONDUCT" -> Category.CONTRABAND;
      case "INSULTS", "HATE" -> Category.ABUSE_HATE;
      case "PROMPT_ATTACK" -> Category.PROMPT_ATTACK;
      default -> Category.OTHER;
    };
  }
}
