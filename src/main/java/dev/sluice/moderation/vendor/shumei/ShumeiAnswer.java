package dev.sluice.moderation.vendor.shumei;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.Action;
import dev.sluice.model.Span;
import dev.sluice.moderation.vendor.Json;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.Levels;
import dev.sluice.moderation.vendor.Occurrences;
import dev.sluice.moderation.vendor.Statuses;
import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorFailure;
import dev.sluice.moderation.vendor.VendorFailure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What Shumei says of a text. Errors come with status 200. */
final class ShumeiAnswer {
  private static final int OK = 1100;

  private ShumeiAnswer() {}

  static Judgement judgement(VendorAnswer answer, String text) {
    if (answer.status() != 200) {
      throw Statuses.failure("Shumei", answer, Statuses.kind(answer.status()), "");
    }
    JsonNode root = Json.read(answer);
    check(root);
    Action whole = level(root.path("riskLevel"));
    if (whole == Action.PASS) {
      return Judgement.of(List.of());
    }
    return Judgement.of(Levels.reaching(whole, hits(root, whole, text), label(root)));
  }

  private static void check(JsonNode root) {
    JsonNode code = root.path("code");
    if (!code.isInt()) {
      throw new VendorFailure(Kind.RETRYABLE, "Shumei answered without a code");
    }
    if (code.intValue() != OK) {
      throw new VendorFailure(kind(code.intValue()), "Shumei answered code " + code.intValue());
    }
    if (!root.path("auxInfo").path("unauthorizedType").asText().isEmpty()) {
      throw new VendorFailure(Kind.ACCOUNT, "Shumei did not check every type that it was asked");
    }
  }

  private static List<Hit> hits(JsonNode root, Action whole, String text) {
    List<Hit> hits = new ArrayList<>();
    for (JsonNode label : root.path("allLabels")) {
      Action level = level(label.path("riskLevel"));
      if (level != Action.PASS) {
        hits.add(hit(label, level, text));
      }
    }
    if (hits.isEmpty()) {
      hits.add(hit(root, whole, text));
    }
    return hits;
  }

  private static Hit hit(JsonNode label, Action level, String text) {
    JsonNode probability = label.path("probability");
    OptionalDouble score =
        probability.isNumber()
            ? OptionalDouble.of(probability.doubleValue() * 100)
            : OptionalDouble.empty();
    return new Hit(
        ShumeiLabels.category(label.path("riskLabel1").asText()),
        level,
        label(label),
        score,
        spans(label.path("riskDetail"), text));
  }

  private static List<Span> spans(JsonNode detail, String text) {
    List<String> quoted = new ArrayList<>();
    detail.path("riskSegments").forEach(it -> quoted.add(it.path("segment").asText()));
    for (JsonNode list : detail.path("matchedLists")) {
      list.path("words").forEach(it -> quoted.add(it.path("word").asText()));
    }
    return Occurrences.of(text, quoted);
  }

  /** Its labels of three levels in one word. */
  private static String label(JsonNode label) {
    List<String> levels = new ArrayList<>();
    for (String field : List.of("riskLabel1", "riskLabel2", "riskLabel3")) {
      String level = label.path(field).asText();
      if (!level.isEmpty()) {
        levels.add(level);
      }
    }
    return String.join("/", levels);
  }

  private static Action level(JsonNode level) {
    return switch (level.asText()) {
      case "PASS" -> Action.PASS;
      case "REVIEW" -> Action.REVIEW;
      case "REJECT" -> Action.BLOCK;
      default -> throw new VendorFailure(Kind.RETRYABLE, "Shumei answered without a clear level");
    };
  }

  private static Kind kind(int code) {
    return switch (code) {
      case 1901 -> Kind.THROTTLED;
      case 1902 -> Kind.UNFIT;
      case 9100, 9101 -> Kind.ACCOUNT;
      default -> Kind.RETRYABLE;
    };
  }
}
