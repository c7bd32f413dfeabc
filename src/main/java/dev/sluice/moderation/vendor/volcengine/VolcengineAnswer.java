package dev.sluice.moderation.vendor.volcengine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Span;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.Levels;
import dev.sluice.moderation.vendor.Occurrences;
import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorFailure;
import dev.sluice.moderation.vendor.VendorFailure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What Volcengine says of a text. */
final class VolcengineAnswer {
  private VolcengineAnswer() {}

  static Judgement judgement(VendorAnswer answer, String text) {
    JsonNode result = VolcengineErrors.checked(answer).path("Result");
    if (result.path("Degraded").asBoolean()) {
      throw new VendorFailure(Kind.RETRYABLE, "Volcengine judged with a part of its means only");
    }
    JsonNode decision = result.path("Decision").path("DecisionType");
    Action whole = level(decision);
    String id = result.path("MsgID").asText();
    return new Judgement(
        hits(result, whole, decision.asText(), text),
        "",
        id.isEmpty() ? Optional.empty() : Optional.of(id));
  }

  private static List<Hit> hits(JsonNode result, Action whole, String decision, String text) {
    List<Hit> hits = new ArrayList<>();
    for (JsonNode risk : result.path("RiskInfo").path("Risks")) {
      hits.add(hit(risk, whole, text));
    }
    boolean pass = whole == Action.PASS;
    return pass ? hits : Levels.reaching(whole, hits, "decision-" + decision);
  }

  /** A risk in a text that passes was only observed: somebody should look at it. */
  private static Hit hit(JsonNode risk, Action whole, String text) {
    String group = risk.path("Category").asText();
    String label = risk.path("Label").asText();
    Category category = VolcengineLabels.category(group, label);
    JsonNode probability = risk.path("Prob");
    OptionalDouble score =
        probability.isNumber()
            ? OptionalDouble.of(probability.doubleValue() * 100)
            : OptionalDouble.empty();
    List<String> quoted = new ArrayList<>();
    risk.path("Matches").forEach(match -> quoted.add(match.path("Word").asText()));
    List<Span> spans = Occurrences.of(text, quoted);
    Action action = whole == Action.PASS ? Action.REVIEW : whole;
    return new Hit(
        category, possible(action, spans), label.isEmpty() ? group : label, score, spans);
  }

  /** What is to be replaced but not pointed at cannot pass. */
  private static Action possible(Action action, List<Span> spans) {
    return action == Action.MASK && spans.isEmpty() ? Action.BLOCK : action;
  }

  /** Pass, block, mark, replace, and answer something better instead. */
  private static Action level(JsonNode decision) {
    return switch (decision.asInt()) {
      case 1 -> Action.PASS;
      case 2, 5 -> Action.BLOCK;
      case 3 -> Action.REVIEW;
      case 4 -> Action.MASK;
      default ->
          throw new VendorFailure(Kind.RETRYABLE, "Volcengine answered without a clear decision");
    };
  }
}
