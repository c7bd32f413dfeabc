package dev.sluice.moderation.vendor.baidu;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorFailure;
import dev.sluice.moderation.vendor.VendorFailure.Kind;
import dev.sluice.moderation.vendor.wire.Answers;
import dev.sluice.moderation.vendor.wire.Reply;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the safety platform says is to be done with a text: nothing, answer something else, or leave
 * the paragraph out.
 */
final class LlmFindings {
  private final HitTypes types;
  private final Clock clock;

  LlmFindings(HitTypes types, Clock clock) {
    this.types = types;
    this.clock = clock;
  }

  Set<Category> coverage() {
    return types.categories();
  }

  /** The answers to this prompt are judged by its id. */
  Judgement ofPrompt(VendorAnswer answer) {
    return judgement(answer, id(answer));
  }

  Judgement ofReply(VendorAnswer answer, String promptId) {
    return judgement(answer, promptId);
  }

  String id(VendorAnswer answer) {
    Reply reply = reply(answer);
    return Optional.of(reply.text("request_id"))
        .filter(it -> !it.isBlank())
        .orElseThrow(() -> reply.unreadable("request_id"));
  }

  private Judgement judgement(VendorAnswer answer, String session) {
    Reply data = reply(answer).object("ret_data");
    List<Hit> hits =
        switch (data.code("action")) {
          case "0" -> List.of();
          case "3", "6" -> List.of(hit(data));
          default -> throw data.unreadable("action");
        };
    return new Judgement(hits, "", Optional.of(session));
  }

  private Hit hit(Reply data) {
    String type = data.optionalCode("hitType").orElse("");
    String sub = data.optionalCode("subHitType").orElse("");
    return Hit.of(types.category(type), Action.BLOCK, sub.isEmpty() ? type : type + "/" + sub);
  }

  private Reply reply(VendorAnswer answer) {
    if (!Answers.ok(answer)) {
      throw Answers.failure(answer, clock);
    }
    Reply reply = Reply.of(answer);
    String code = reply.code("ret_code");
    if (!code.equals("0")) {
      throw new VendorFailure(Kind.RETRYABLE, "ret_code " + Answers.code(code));
    }
    return reply;
  }
}
