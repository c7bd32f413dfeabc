package dev.sluice.moderation.vendor.azure;

import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorFailure;
import dev.sluice.moderation.vendor.VendorFailure.Kind;
import dev.sluice.moderation.vendor.wire.Answers;
import dev.sluice.moderation.vendor.wire.Reply;
import java.time.Clock;

/** Azure's answers, with its errors. */
final class AzureAnswers {
  private final Clock clock;

  AzureAnswers(Clock clock) {
    this.clock = clock;
  }

  Reply checked(VendorAnswer answer) {
    if (Answers.ok(answer)) {
      return Reply.of(answer);
    }
    String code = Reply.ofAny(answer).map(AzureAnswers::code).orElse("");
    throw Answers.failure(kind(code, answer.status()), answer, code, clock);
  }

  private static String code(Reply reply) {
    try {
      return reply.optionalObject("error").flatMap(it -> it.optionalCode("code")).orElse("");
    } catch (VendorFailure unreadable) {
      return "";
    }
  }

  /** A version that Azure does not know is our configuration's fault, not the text's. */
  private static Kind kind(String code, int status) {
    return switch (code) {
      case "InvalidApiVersionParameter", "NotSupportedApiVersion", "BlocklistNotFound" ->
          Kind.ACCOUNT;
      case "TooManyRequests" -> Kind.THROTTLED;
      default -> Answers.kind(status);
    };
  }
}
