package dev.sluice.moderation.vendor.bedrock;

import dev.sluice.model.Action;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.Levels;
import dev.sluice.moderation.vendor.VendorFailure;
import dev.sluice.moderation.vendor.VendorFailure.Kind;
import dev.sluice.moderation.vendor.wire.Reply;
import java.util.List;

/** What a guardrail says of a text. */
final class BedrockJudgement {
  private static final String INTERVENED = "GUARDRAIL_INTERVENED";

  private BedrockJudgement() {}

  static Judgement of(Reply reply, String text) {
    boolean intervened = intervened(reply);
    List<Hit> found = BedrockAssessments.hits(reply.objects("assessments"), text);
    List<Hit> hits = intervened ? intervention(found) : found;
    if (hits.stream().noneMatch(hit -> hit.suggested() == Action.BLOCK)) {
      requireWhole(reply);
    }
    return Judgement.of(hits);
  }

  private static boolean intervened(Reply reply) {
    return switch (reply.text("action")) {
      case INTERVENED -> true;
      case "NONE" -> false;
      default -> throw reply.unreadable("action");
    };
  }

  /** Masking is an intervention too; one that nothing explains is a block. */
  private static List<Hit> intervention(List<Hit> found) {
    boolean masks = found.stream().anyMatch(hit -> hit.suggested() == Action.MASK);
    return masks ? found : Levels.reaching(Action.BLOCK, found, INTERVENED);
  }

  private static void requireWhole(Reply reply) {
    reply
        .optionalObject("guardrailCoverage")
        .flatMap(coverage -> coverage.optionalObject("textCharacters"))
        .filter(characters -> characters.integer("guarded") < characters.integer("total"))
        .ifPresent(
            part -> {
              throw new VendorFailure(Kind.UNFIT, "a judgement of a part of the text only");
            });
  }
}
