package dev.sluice.moderation.vendor.volcengine;

import dev.sluice.model.Action;
import dev.sluice.model.Span;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.Levels;
import dev.sluice.moderation.vendor.Occurrences;
import dev.sluice.moderation.vendor.wire.Reply;
import java.util.List;
import java.util.Optional;

/** What Volcengine says of a text. */
final class VolcengineJudgement {
  private VolcengineJudgement() {}

  static Judgement of(Reply result, String text) {
    if (result.has("Degraded") && result.flag("Degraded")) {
      throw Reply.failure("a judgement by a part of the vendor's means only");
    }
    Optional<String> id = result.optionalText("MsgID").filter(it -> !it.isEmpty());
    return new Judgement(hits(result, text), "", id);
  }

  private static List<Hit> hits(Reply result, String text) {
    Reply decision = result.object("Decision");
    Action whole = level(decision);
    List<Hit> hits =
        result
            .optionalObject("RiskInfo")
            .flatMap(info -> info.optionalObjects("Risks"))
            .orElseGet(List::of)
            .stream()
            .map(risk -> hit(risk, whole, text))
            .toList();
    return whole == Action.PASS
        ? hits
        : Levels.reaching(whole, hits, "decision-" + decision.code("DecisionType"));
  }

  /** A risk in a text that passes was only watched: somebody should look at it. */
  private static Hit hit(Reply risk, Action whole, String text) {
    String group = risk.optionalCode("Category").orElse("");
    String label = risk.optionalCode("Label").filter(it -> !it.isEmpty()).orElse(group);
    List<Span> spans = Occurrences.of(text, quoted(risk));
    return new Hit(
        VolcengineLabels.category(label),
        whole == Action.PASS ? Action.REVIEW : possible(whole, spans),
        label,
        risk.optionalScore("Prob"),
        spans);
  }

  private static List<String> quoted(Reply risk) {
    return risk.optionalObjects("Matches").orElseGet(List::of).stream()
        .map(match -> match.optionalText("Word").orElse(""))
        .toList();
  }

  /** What is to be replaced but not pointed at cannot pass. */
  private static Action possible(Action action, List<Span> spans) {
    return action == Action.MASK && spans.isEmpty() ? Action.BLOCK : action;
  }

  /** Pass, block, mark, replace, and answer something better instead. */
  private static Action level(Reply decision) {
    return switch (decision.code("DecisionType")) {
      case "1" -> Action.PASS;
      case "2", "5" -> Action.BLOCK;
      case "3" -> Action.REVIEW;
      case "4" -> Action.MASK;
      default -> throw decision.unreadable("DecisionType");
    };
  }
}
