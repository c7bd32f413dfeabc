package dev.sluice.moderation.vendor.yidun;

import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorFailure.Kind;
import dev.sluice.moderation.vendor.wire.Answers;
import dev.sluice.moderation.vendor.wire.Reply;
import java.time.Clock;

/** Yidun's answers: errors come with status 200 too, and a code of their own. */
final class YidunAnswers {
  private static final int OK = 200;

  private final Clock clock;

  YidunAnswers(Clock clock) {
    this.clock = clock;
  }

  /** What a call brought that was taken. */
  Reply result(VendorAnswer answer) {
    if (!Answers.ok(answer)) {
      throw Answers.failure(answer, clock);
    }
    Reply reply = Reply.of(answer);
    long code = reply.integer("code");
    if (code != OK) {
      throw Answers.failure(kind(code), answer, Long.toString(code), clock);
    }
    return reply.object("result");
  }

  /** Its codes are like those of HTTP, but for a few of its own. */
  private static Kind kind(long code) {
    if (code == 401 || code == 410 || code == 420) {
      return Kind.ACCOUNT;
    }
    if (code == 429 || code == 430) {
      return Kind.THROTTLED;
    }
    return code >= 400 && code < 500 ? Kind.UNFIT : Kind.RETRYABLE;
  }
}
