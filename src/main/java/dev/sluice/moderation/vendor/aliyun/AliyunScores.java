package dev.sluice.moderation.vendor.aliyun;

import dev.sluice.moderation.vendor.wire.Reply;
import java.util.OptionalDouble;

/** How sure Alibaba Cloud is of a label. */
final class AliyunScores {
  private AliyunScores() {}

  /** From 0 to 100, as it writes it itself; empty where it does not, or writes something else. */
  static OptionalDouble score(Reply result) {
    OptionalDouble score = result.optionalNumber("Confidence");
    return score.isPresent() && score.getAsDouble() >= 0 && score.getAsDouble() <= 100
        ? score
        : OptionalDouble.empty();
  }
}
