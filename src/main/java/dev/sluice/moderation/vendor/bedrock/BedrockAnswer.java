package dev.sluice.moderation.vendor.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.Action;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.Levels;
import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorFailure;
import dev.sluice.moderation.vendor.VendorFailure.Kind;
import java.util.List;

/** What a guardrail says of a text. */
final class BedrockAnswer {
  private static final String INTERVENED = "GUARDRAIL_INTERVENED";

  private BedrockAnswer() {}

  static Judgement judgement(VendorAnswer answer, String text) {
    JsonNode root = BedrockErrors.checked(answer);
    boolean intervened = intervened(root.path("action"));
    List<Hit> found = BedrockAssessments.hits(root.path("assessments"), text);
    List<Hit> hits = intervened ? intervention(found) : found;
    if (hits.stream().noneMatch(hit -> hit.suggested() == Action.BLOCK)) {
      requireWhole(root.path("guardrailCoverage").path("textCharacters"));
    }
    return Judgement.of(hits);
  }

  private static boolean intervened(JsonNode action) {
    return switch (action.asText()) {
      case INTERVENED -> true;
      case "NONE" -> false;
      default -> throw new VendorFailure(Kind.RETRYABLE, "Bedrock answered without a clear action");
    };
  }

  /** Masking is an intervention too; one that nothing explains is a block. */
  private static List<Hit> intervention(List<Hit> found) {
    boolean masks = found.stream().anyMatch(hit -> hit.suggested() == Action.MASK);
    return masks ? found : Levels.reaching(Action.BLOCK, found, INTERVENED);
  }

  private static void requireWhole(JsonNode characters) {
    if (characters.path("guarded").asLong() < characters.path("total").asLong()) {
      throw new VendorFailure(Kind.UNFIT, "Bedrock judged a part of the text only");
    }
  }
}
