package dev.sluice.moderation.vendor.huawei;

import dev.sluice.model.Action;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.Levels;
import dev.sluice.moderation.vendor.Occurrences;
import dev.sluice.moderation.vendor.wire.Reply;
import java.util.List;

/** What Huawei Cloud says of a text. */
final class HuaweiJudgement {
  private HuaweiJudgement() {}

  static Judgement of(Reply result, String text) {
    return Judgement.of(Levels.reaching(level(result), hits(result, text), label(result)));
  }

  /** Every finding; where none is listed the whole has a label of its own. */
  private static List<Hit> hits(Reply result, String text) {
    List<Reply> details = result.optionalObjects("details").orElseGet(List::of);
    return (details.isEmpty() ? List.of(result) : details)
        .stream().filter(it -> level(it) != Action.PASS).map(it -> hit(it, text)).toList();
  }

  private static Hit hit(Reply detail, String text) {
    List<String> quoted =
        detail.optionalObjects("segments").orElseGet(List::of).stream()
            .map(it -> it.optionalText("segment").orElse(""))
            .toList();
    return new Hit(
        HuaweiLabels.category(label(detail)),
        level(detail),
        label(detail),
        detail.optionalScore("confidence"),
        Occurrences.of(text, quoted));
  }

  private static String label(Reply reply) {
    return reply.optionalText("label").orElse("");
  }

  private static Action level(Reply reply) {
    return switch (reply.text("suggestion")) {
      case "pass" -> Action.PASS;
      case "review" -> Action.REVIEW;
      case "block" -> Action.BLOCK;
      default -> throw reply.unreadable("suggestion");
    };
  }
}
