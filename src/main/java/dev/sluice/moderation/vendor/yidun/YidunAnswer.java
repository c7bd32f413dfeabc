package dev.sluice.moderation.vendor.yidun;

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

/** What Yidun says of a text: the same in both of its interfaces. Errors come with status 200. */
final class YidunAnswer {
  private static final int OK = 200;

  private YidunAnswer() {}

  /** The part that judges; missing where an acknowledged call brought no judgement. */
  static JsonNode antispam(VendorAnswer answer) {
    if (answer.status() != 200) {
      throw Statuses.failure("Yidun", answer, Statuses.kind(answer.status()), "");
    }
    JsonNode root = Json.read(answer);
    JsonNode code = root.path("code");
    if (!code.isInt()) {
      throw new VendorFailure(Kind.RETRYABLE, "Yidun answered without a code");
    }
    if (code.intValue() != OK) {
      throw new VendorFailure(kind(code.intValue()), "Yidun answered code " + code.intValue());
    }
    return root.path("result").path("antispam");
  }

  static Judgement judgement(JsonNode antispam, String text) {
    Action whole = level(antispam.path("suggestion"));
    if (whole == Action.PASS) {
      return Judgement.of(List.of());
    }
    List<Hit> hits = hits(antispam, whole, text);
    return Judgement.of(Levels.reaching(whole, hits, antispam.path("suggestion").asText()));
  }

  private static List<Hit> hits(JsonNode antispam, Action whole, String text) {
    List<Hit> hits = new ArrayList<>();
    for (JsonNode label : antispam.path("labels")) {
      Action level = label.has("level") ? level(label.path("level")) : whole;
      if (level != Action.PASS) {
        hits.add(hit(label, level, text));
      }
    }
    int only = antispam.path("label").asInt();
    if (hits.isEmpty() && only != 0) {
      hits.add(Hit.of(YidunLabels.category(only), whole, Integer.toString(only)));
    }
    return hits;
  }

  private static Hit hit(JsonNode label, Action level, String text) {
    int code = label.path("label").asInt();
    JsonNode rate = label.path("rate");
    OptionalDouble score =
        rate.isNumber() ? OptionalDouble.of(rate.doubleValue() * 100) : OptionalDouble.empty();
    return new Hit(
        YidunLabels.category(code), level, Integer.toString(code), score, spans(label, text));
  }

  private static List<Span> spans(JsonNode label, String text) {
    List<String> quoted = new ArrayList<>();
    for (JsonNode sub : label.path("subLabels")) {
      JsonNode details = sub.path("details");
      details.path("keywords").forEach(keyword -> quoted.add(keyword.path("word").asText()));
      details.path("hitInfos").forEach(info -> quoted.add(info.path("value").asText()));
    }
    return Occurrences.of(text, quoted);
  }

  private static Action level(JsonNode level) {
    return switch (level.isInt() ? level.intValue() : -1) {
      case 0 -> Action.PASS;
      case 1 -> Action.REVIEW;
      case 2 -> Action.BLOCK;
      default -> throw new VendorFailure(Kind.RETRYABLE, "Yidun answered without a clear level");
    };
  }

  /** Its codes follow HTTP; those of the account are its own. */
  private static Kind kind(int code) {
    return switch (code) {
      case 400, 405 -> Kind.UNFIT;
      case 401, 410, 420 -> Kind.ACCOUNT;
      case 429, 430 -> Kind.THROTTLED;
      default -> code >= 400 && code < 500 ? Kind.UNFIT : Kind.RETRYABLE;
    };
  }
}
