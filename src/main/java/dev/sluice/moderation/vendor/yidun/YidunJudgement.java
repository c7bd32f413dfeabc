package dev.sluice.moderation.vendor.yidun;

import dev.sluice.model.Action;
import dev.sluice.model.Span;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.Levels;
import dev.sluice.moderation.vendor.Occurrences;
import dev.sluice.moderation.vendor.wire.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What Yidun says of a text, alike in both of its interfaces. */
final class YidunJudgement {
  private YidunJudgement() {}

  static Judgement of(Reply antispam, String text) {
    Action whole = level(antispam, "suggestion");
    String raw = "suggestion-" + antispam.code("suggestion");
    return Judgement.of(Levels.reaching(whole, hits(antispam, whole, text), raw));
  }

  private static List<Hit> hits(Reply antispam, Action whole, String text) {
    List<Hit> hits = new ArrayList<>();
    for (Reply label : antispam.optionalObjects("labels").orElseGet(List::of)) {
      Action level = label.has("level") ? level(label, "level") : whole;
      if (level != Action.PASS) {
        hits.add(hit(label, level, text));
      }
    }
    if (hits.isEmpty() && whole != Action.PASS) {
      only(antispam, whole).ifPresent(hits::add);
    }
    return hits;
  }

  /** The stream check names one label, if any, and no details. */
  private static Optional<Hit> only(Reply antispam, Action whole) {
    return antispam
        .optionalCode("label")
        .filter(label -> !label.equals("0"))
        .map(label -> Hit.of(YidunLabels.category(label), whole, label));
  }

  private static Hit hit(Reply label, Action level, String text) {
    String code = label.code("label");
    return new Hit(
        YidunLabels.category(code), level, code, label.optionalScore("rate"), spans(label, text));
  }

  /** What was found without being quoted may lie anywhere. */
  private static List<Span> spans(Reply label, String text) {
    List<String> quoted = new ArrayList<>();
    for (Reply sub : label.optionalObjects("subLabels").orElseGet(List::of)) {
      List<String> own =
          sub.optionalObject("details").map(YidunJudgement::quoted).orElse(List.of());
      quoted.addAll(Occurrences.quoted(own));
    }
    return Occurrences.of(text, quoted);
  }

  private static List<String> quoted(Reply details) {
    return Stream.concat(texts(details, "keywords", "word"), texts(details, "hitInfos", "value"))
        .toList();
  }

  private static Stream<String> texts(Reply details, String list, String field) {
    return details.optionalObjects(list).orElseGet(List::of).stream()
        .map(it -> it.optionalText(field).orElse(""));
  }

  private static Action level(Reply reply, String field) {
    return switch (reply.code(field)) {
      case "0" -> Action.PASS;
      case "1" -> Action.REVIEW;
      case "2" -> Action.BLOCK;
      default -> throw reply.unreadable(field);
    };
  }
}
