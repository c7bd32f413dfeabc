package dev.sluice.moderation.vendor.volcengine;

import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorFailure;
import dev.sluice.moderation.vendor.VendorFailure.Kind;
import dev.sluice.moderation.vendor.wire.Answers;
import dev.sluice.moderation.vendor.wire.Reply;
import java.time.Clock;
import java.util.Optional;

/** Volcengine's answers, with its errors: words, of which some end alike. */
final class VolcengineAnswers {
  private final Clock clock;

  VolcengineAnswers(Clock clock) {
    this.clock = clock;
  }

  /** What an answer holds that is no error. */
  Reply result(VendorAnswer answer) {
    if (Answers.ok(answer)) {
      Reply reply = Reply.of(answer);
      if (code(reply).isEmpty()) {
        return reply.object("Result");
      }
      throw failure(answer, code(reply));
    }
    throw failure(answer, Reply.ofAny(answer).map(VolcengineAnswers::code).orElse(""));
  }

  private VendorFailure failure(VendorAnswer answer, String code) {
    Kind kind = kind(code).orElseGet(() -> Answers.kind(answer.status()));
    return Answers.failure(kind, answer, code, clock);
  }

  /** Empty where it names none; some of its kits show an empty one for success. */
  private static String code(Reply reply) {
    return reply
        .optionalObject("ResponseMetadata")
        .flatMap(metadata -> metadata.optionalObject("Error"))
        .flatMap(error -> error.optionalCode("Code"))
        .orElse("");
  }

  /** Empty where the HTTP status has to tell. */
  private static Optional<Kind> kind(String code) {
    return Optional.ofNullable(
        switch (code) {
          case "InvalidParameter", "MissingParameter" -> Kind.UNFIT;
          case "SignatureDoesNotMatch",
              "InvalidAccessKey",
              "InvalidCredential",
              "RequestExpired",
              "AccessDenied",
              "QuotaExceeded" ->
              Kind.ACCOUNT;
          case "InternalError", "InternalServiceError", "ServiceUnavailable" -> Kind.RETRYABLE;
          default -> code.endsWith("LimitExceeded") ? Kind.THROTTLED : null;
        });
  }
}
