package dev.sluice.moderation.vendor.aliyun;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Span;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.Levels;
import dev.sluice.moderation.vendor.Occurrences;
import dev.sluice.moderation.vendor.wire.Reply;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What AI Guardrails found: a suggestion for the whole text, and one for each kind of risk. */
final class GuardFindings {
  private GuardFindings() {}

  static Judgement judgement(Reply data, String text) {
    Optional<Action> whole = suggestion(data);
    List<Hit> hits = data.objects("Detail").stream().flatMap(detail -> hits(detail, text)).toList();
    String raw = "Suggestion:" + data.text("Suggestion");
    List<Hit> all = whole.map(it -> Levels.reaching(it, hits, raw)).orElse(hits);
    return Judgement.of(all.stream().map(GuardFindings::possible).toList());
  }

  private static Optional<Action> suggestion(Reply reply) {
    return switch (reply.text("Suggestion")) {
      case "pass" -> Optional.empty();
      case "watch" -> Optional.of(Action.REVIEW);
      case "mask" -> Optional.of(Action.MASK);
      case "block" -> Optional.of(Action.BLOCK);
      default -> throw reply.unreadable("Suggestion");
    };
  }

  private static Stream<Hit> hits(Reply detail, String text) {
    String type = detail.text("Type");
    return suggestion(detail).stream().flatMap(action -> hits(type, action, detail, text));
  }

  private static Stream<Hit> hits(String type, Action action, Reply detail, String text) {
    List<Reply> results = detail.optionalObjects("Result").orElseGet(List::of);
    if (results.isEmpty()) {
      return Stream.of(hit(type, action, "", OptionalDouble.empty(), List.of()));
    }
    return results.stream()
        .map(
            it ->
                hit(
                    type,
                    action,
                    it.optionalText("Label").orElse(""),
                    AliyunScores.score(it),
                    spans(it, text)));
  }

  private static Hit hit(
      String type, Action action, String label, OptionalDouble score, List<Span> spans) {
    return new Hit(category(type, label), action, type + ":" + label, score, spans);
  }

  /** What must be masked somewhere that nobody can tell must not pass at all. */
  private static Hit possible(Hit hit) {
    return hit.suggested() == Action.MASK && hit.spans().isEmpty()
        ? new Hit(hit.category(), Action.BLOCK, hit.rawLabel(), hit.score(), hit.spans())
        : hit;
  }

  private static List<Span> spans(Reply result, String text) {
    return result
        .optionalObject("Ext")
        .map(ext -> ext.texts("SensitiveData"))
        .map(parts -> Occurrences.of(text, parts))
        .orElseGet(List::of);
  }

  private static Category category(String type, String label) {
    return switch (type) {
      case "contentModeration" -> AliyunLabels.category(label);
      case "promptAttack" -> Category.PROMPT_ATTACK;
      case "sensitiveData" -> Category.PRIVACY;
      case "modelHallucination" -> Category.MISINFORMATION;
      case "customLabel" -> Category.CUSTOM;
      default -> Category.OTHER;
    };
  }
}
