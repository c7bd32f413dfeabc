package dev.sluice.moderation.vendor.shumei;

import dev.sluice.model.Action;
import dev.sluice.model.Span;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.Levels;
import dev.sluice.moderation.vendor.Occurrences;
import dev.sluice.moderation.vendor.wire.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Shumei says of a text. */
final class ShumeiJudgement {
  private ShumeiJudgement() {}

  static Judgement of(Reply reply, String text) {
    return Judgement.of(Levels.reaching(level(reply), hits(reply, text), label(reply)));
  }

  /** Every label; where none is listed the whole has one of its own. */
  private static List<Hit> hits(Reply reply, String text) {
    List<Reply> labels = reply.optionalObjects("allLabels").orElseGet(List::of);
    return (labels.isEmpty() ? List.of(reply) : labels)
        .stream().filter(it -> level(it) != Action.PASS).map(it -> hit(it, text)).toList();
  }

  private static Hit hit(Reply label, String text) {
    return new Hit(
        ShumeiLabels.category(label.optionalText("riskLabel1").orElse("")),
        level(label),
        label(label),
        label.optionalScore("probability"),
        label.optionalObject("riskDetail").map(it -> spans(it, text)).orElseGet(List::of));
  }

  /** A list that matched without quoting a word may have matched anywhere. */
  private static List<Span> spans(Reply detail, String text) {
    List<String> quoted = new ArrayList<>(texts(detail, "riskSegments", "segment"));
    for (Reply list : detail.optionalObjects("matchedLists").orElseGet(List::of)) {
      quoted.addAll(Occurrences.quoted(texts(list, "words", "word")));
    }
    return Occurrences.of(text, quoted);
  }

  private static List<String> texts(Reply reply, String list, String field) {
    return reply.optionalObjects(list).orElseGet(List::of).stream()
        .map(it -> it.optionalText(field).orElse(""))
        .toList();
  }

  /** Its labels of three levels in one word. */
  private static String label(Reply label) {
    return Stream.of("riskLabel1", "riskLabel2", "riskLabel3")
        .flatMap(field -> label.optionalText(field).stream())
        .filter(level -> !level.isEmpty())
        .collect(Collectors.joining("/"));
  }

  private static Action level(Reply reply) {
    return switch (reply.text("riskLevel")) {
      case "PASS" -> Action.PASS;
      case "REVIEW" -> Action.REVIEW;
      case "REJECT" -> Action.BLOCK;
      default -> throw reply.unreadable("riskLevel");
    };
  }
}
