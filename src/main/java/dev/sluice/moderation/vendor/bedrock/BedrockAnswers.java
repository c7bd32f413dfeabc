package dev.sluice.moderation.vendor.bedrock;

import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorFailure.Kind;
import dev.sluice.moderation.vendor.wire.Answers;
import dev.sluice.moderation.vendor.wire.Reply;
import java.time.Clock;
import java.util.Optional;

/** Bedrock's answers, with its exceptions, which a header names. */
final class BedrockAnswers {
  private final Clock clock;

  BedrockAnswers(Clock clock) {
    this.clock = clock;
  }

  /** The answer, if it is no error. */
  Reply checked(VendorAnswer answer) {
    if (Answers.ok(answer)) {
      return Reply.of(answer);
    }
    String exception = exception(answer);
    Kind kind = kind(exception).orElseGet(() -> Answers.kind(answer.status()));
    throw Answers.failure(kind, answer, exception, clock);
  }

  /** Without the address that some answers append, or the namespace that others put before it. */
  private static String exception(VendorAnswer answer) {
    String type =
        Optional.ofNullable(answer.headers().get("x-amzn-errortype"))
            .or(() -> Reply.ofAny(answer).flatMap(reply -> reply.optionalCode("__type")))
            .orElse("");
    return type.substring(type.indexOf('#') + 1).replaceFirst(":.*", "");
  }

  /** Empty where the HTTP status has to tell. */
  private static Optional<Kind> kind(String exception) {
    return Optional.ofNullable(
        switch (exception) {
          case "ThrottlingException", "ServiceQuotaExceededException" -> Kind.THROTTLED;
          case "ModelNotReadyException",
              "InternalServerException",
              "ServiceUnavailableException",
              "ModelTimeoutException",
              "ModelErrorException",
              "ConflictException" ->
              Kind.RETRYABLE;
          case "ValidationException" -> Kind.UNFIT;
          case "AccessDeniedException", "ResourceNotFoundException" -> Kind.ACCOUNT;
          default -> null;
        });
  }
}
