package dev.sluice.moderation.vendor.shumei;

import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorFailure;
import dev.sluice.moderation.vendor.VendorFailure.Kind;
import dev.sluice.moderation.vendor.wire.Answers;
import dev.sluice.moderation.vendor.wire.Reply;
import java.time.Clock;

/** Shumei's answers: errors come with status 200 too, and a code of their own. */
final class ShumeiAnswers {
  private static final int OK = 1100;

  private final Clock clock;

  ShumeiAnswers(Clock clock) {
    this.clock = clock;
  }

  /** The answer, if the text was checked, and for all that it was to be checked for. */
  Reply checked(VendorAnswer answer) {
    if (!Answers.ok(answer)) {
      throw Answers.failure(answer, clock);
    }
    Reply reply = Reply.of(answer);
    long code = reply.integer("code");
    if (code != OK) {
      throw Answers.failure(kind(code), answer, Long.toString(code), clock);
    }
    if (reply.optionalObject("auxInfo").filter(it -> it.has("unauthorizedType")).isPresent()) {
      throw new VendorFailure(Kind.ACCOUNT, "a type was asked for that the account does not have");
    }
    return reply;
  }

  private static Kind kind(long code) {
    if (code == 1901) {
      return Kind.THROTTLED;
    }
    if (code == 1902) {
      return Kind.UNFIT;
    }
    return code == 9100 || code == 9101 ? Kind.ACCOUNT : Kind.RETRYABLE;
  }
}
