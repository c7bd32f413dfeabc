package dev.sluice.moderation.vendor.baidu;

import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorFailure.Kind;
import dev.sluice.moderation.vendor.wire.Answers;
import dev.sluice.moderation.vendor.wire.Reply;
import java.time.Clock;
import java.util.Optional;

/** What the content censor's error codes mean; they come with HTTP 200. */
final class BaiduErrors {
  private BaiduErrors() {}

  /** The answer, if it is no error. */
  static Reply reply(VendorAnswer answer, Clock clock) {
    if (!Answers.ok(answer)) {
      throw Answers.failure(answer, clock);
    }
    Reply reply = Reply.of(answer);
    Optional<String> code = reply.optionalCode("error_code");
    if (code.isPresent()) {
      throw Answers.failure(kind(code.get()), answer, code.get(), clock);
    }
    return reply;
  }

  /** Whether a new token may help. */
  static boolean refusesToken(VendorAnswer answer) {
    return Answers.ok(answer)
        && Reply.ofAny(answer)
            .flatMap(it -> it.optionalCode("error_code"))
            .filter(BaiduErrors::isToken)
            .isPresent();
  }

  private static boolean isToken(String code) {
    return code.equals("110") || code.equals("111");
  }

  private static Kind kind(String code) {
    return switch (code) {
      case "4", "18" -> Kind.THROTTLED;
      case "6", "14", "17", "19", "100", "110", "111" -> Kind.ACCOUNT;
      case "216100", "216101", "216102", "282004" -> Kind.UNFIT;
      default -> Kind.RETRYABLE;
    };
  }
}
