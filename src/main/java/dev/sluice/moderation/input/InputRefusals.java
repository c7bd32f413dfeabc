package dev.sluice.moderation.input;

import dev.sluice.model.Category;
import dev.sluice.model.Cut;
import dev.sluice.model.Direction;
import dev.sluice.model.Refusal;
import dev.sluice.moderation.ModerationConfig;
import dev.sluice.moderation.Policy;
import dev.sluice.moderation.input.Misuse.Suspended;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What callers are told whose input does not go on. */
@ApplicationScoped
class InputRefusals {
  private final Policy policy;
  private final String appeal;

  InputRefusals(Policy policy, ModerationConfig config) {
    this.policy = policy;
    this.appeal = config.misuse().appeal();
  }

  Refusal suspended(Suspended suspended) {
    return new Refusal.Forbidden("account_suspended", notice(suspended));
  }

  /**
   * @param suspended the suspension that this input led to
   */
  Refusal blocked(Category category, Optional<Suspended> suspended) {
    String notice = policy.notice(category) + suspended.map(it -> " " + notice(it)).orElse("");
    return new Refusal.InputBlocked(
        Cut.hidingNothing(category.name(), Direction.INPUT.stage(), notice));
  }

  Refusal unjudged() {
    return Refusal.Unavailable.moderation(
        "The content check is not available at the moment; try again.");
  }

  private String notice(Suspended suspended) {
    String end = suspended.until().map(until -> " until " + until).orElse("");
    return "This account is suspended"
        + end
        + " because too many of its inputs were blocked. 账号因多次违规输入已被暂停使用。 "
        + appeal;
  }
}
