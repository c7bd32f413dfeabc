package dev.sluice.moderation.vendor.bedrock;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Span;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.Occurrences;
import dev.sluice.moderation.vendor.wire.Reply;
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

  static List<Hit> hits(List<Reply> assessments, String text) {
    BedrockAssessments all = new BedrockAssessments(text);
    assessments.forEach(all::add);
    return all.hits;
  }

  private void add(Reply assessment) {
    for (Reply filter : findings(assessment, "contentPolicy", "filters")) {
      add(filter, category(filter.text("type")), filter.text("type"));
    }
    for (Reply topic : findings(assessment, "topicPolicy", "topics")) {
      add(topic, Category.CUSTOM, "topic:" + topic.optionalText("name").orElse(""));
    }
    for (Reply word : findings(assessment, "wordPolicy", "customWords")) {
      add(word, Category.CUSTOM, "custom-word");
    }
    for (Reply word : findings(assessment, "wordPolicy", "managedWordLists")) {
      add(word, Category.ABUSE_HATE, word.optionalText("type").orElse(""));
    }
    for (Reply entity : findings(assessment, "sensitiveInformationPolicy", "piiEntities")) {
      add(entity, Category.PRIVACY, entity.optionalText("type").orElse(""));
    }
    for (Reply regex : findings(assessment, "sensitiveInformationPolicy", "regexes")) {
      add(regex, Category.CUSTOM, "regex:" + regex.optionalText("name").orElse(""));
    }
    for (Reply filter : findings(assessment, "contextualGroundingPolicy", "filters")) {
      add(filter, Category.OTHER, filter.optionalText("type").orElse(""));
    }
  }

  private static List<Reply> findings(Reply assessment, String policy, String list) {
    return assessment
        .optionalObject(policy)
        .flatMap(it -> it.optionalObjects(list))
        .orElseGet(List::of);
  }

  private void add(Reply finding, Category category, String label) {
    List<Span> spans = Occurrences.of(text, finding.optionalText("match").stream().toList());
    Action action = action(finding, spans);
    if (action != Action.PASS) {
      hits.add(new Hit(category, action, label, score(finding), spans));
    }
  }

  /** What is to be masked but not found cannot pass. */
  private static Action action(Reply finding, List<Span> spans) {
    return switch (finding.text("action")) {
      case "BLOCKED" -> Action.BLOCK;
      case "ANONYMIZED" -> spans.isEmpty() ? Action.BLOCK : Action.MASK;
      case "NONE" ->
          finding.has("detected") && finding.flag("detected") ? Action.REVIEW : Action.PASS;
      default -> throw finding.unreadable("action");
    };
  }

  private static OptionalDouble score(Reply finding) {
    return switch (finding.optionalText("confidence").orElse("")) {
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
