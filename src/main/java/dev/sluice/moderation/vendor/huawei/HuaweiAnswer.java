package dev.sluice.moderation.vendor.huawei;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.Action;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.Levels;
import dev.sluice.moderation.vendor.Occurrences;
import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorFailure;
import dev.sluice.moderation.vendor.VendorFailure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What Huawei Cloud says of a text. */
final class HuaweiAnswer {
  private HuaweiAnswer() {}

  static Judgement judgement(VendorAnswer answer, String text) {
    JsonNode result = HuaweiErrors.checked(answer).path("result");
    Action whole = level(result.path("suggestion"));
    if (whole == Action.PASS) {
      return Judgement.of(List.of());
    }
    return Judgement.of(
        Levels.reaching(whole, hits(result, whole, text), result.path("label").asText()));
  }

  private static List<Hit> hits(JsonNode result, Action whole, String text) {
    List<Hit> hits = new ArrayList<>();
    for (JsonNode detail : result.path("details")) {
      Action level = level(detail.path("suggestion"));
      if (level != Action.PASS) {
        hits.add(hit(detail, level, text));
      }
    }
    if (hits.isEmpty()) {
      hits.add(hit(result, whole, text));
    }
    return hits;
  }

  private static Hit hit(JsonNode detail, Action level, String text) {
    String label = detail.path("label").asText();
    JsonNode confidence = detail.path("confidence");
    OptionalDouble score =
        confidence.isNumber()
            ? OptionalDouble.of(confidence.doubleValue() * 100)
            : OptionalDouble.empty();
    List<String> quoted = new ArrayList<>();
    detail.path("segments").forEach(it -> quoted.add(it.path("segment").asText()));
    return new Hit(HuaweiLabels.category(label), level, label, score, Occurrences.of(text, quoted));
  }

  private static Action level(JsonNode suggestion) {
    return switch (suggestion.asText()) {
      case "pass" -> Action.PASS;
      case "review" -> Action.REVIEW;
      case "block" -> Action.BLOCK;
      default ->
          throw new VendorFailure(Kind.RETRYABLE, "Huawei answered without a clear suggestion");
    };
  }
}
