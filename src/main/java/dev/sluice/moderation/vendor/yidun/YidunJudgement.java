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

/** What Yidun says of a text, alike in both of its interfaces. */
final class YidunJudgement {
  private YidunJudgement() {}

  static Judgement of(Reply antispam, String text) {
    Action whole = level(antispam, "suggestion");
    if (whole == Action.PASS) {
      return Judgement.of(List.of());
    }
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
    if (hits.isEmpty()) {
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

  private static List<Span> spans(Reply label, String text) {
    List<String> quoted = new ArrayList<>();
    label.optionalObjects("subLabels").orElseGet(List::of).stream()
        .flatMap(sub -> sub.optionalObject("details").stream())
        .forEach(details -> addQuoted(details, quoted));
    return Occurrences.of(text, quoted);
  }

  private static void addQuoted(Reply details, List<String> quoted) {
    details
        .optionalObjects("keywords")
        .ifPresent(all -> all.forEach(it -> quoted.add(it.optionalText("word").orElse(""))));
    details
        .optionalObjects("hitInfos")
        .ifPresent(all -> all.forEach(it -> quoted.add(it.optionalText("value").orElse(""))));
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
