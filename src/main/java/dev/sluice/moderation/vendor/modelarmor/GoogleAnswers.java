package dev.sluice.moderation.vendor.modelarmor;

import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorFailure;
import dev.sluice.moderation.vendor.VendorFailure.Kind;
import dev.sluice.moderation.vendor.wire.Answers;
import dev.sluice.moderation.vendor.wire.Reply;
import java.time.Clock;
import java.util.Optional;

/** Answers of Google's services, with their errors. */
final class GoogleAnswers {
  private final Clock clock;

  GoogleAnswers(Clock clock) {
    this.clock = clock;
  }

  Reply checked(VendorAnswer answer) {
    if (Answers.ok(answer)) {
      return Reply.of(answer);
    }
    String status = Reply.ofAny(answer).map(GoogleAnswers::status).orElse("");
    Kind kind = kind(status).orElseGet(() -> Answers.kind(answer.status()));
    throw Answers.failure(kind, answer, status, clock);
  }

  /** Of the token's address, where the text has no part in what was asked. */
  Reply granted(VendorAnswer answer) {
    if (Answers.ok(answer)) {
      return Reply.of(answer);
    }
    Kind kind = Answers.kind(answer.status());
    throw Answers.failure(kind == Kind.UNFIT ? Kind.ACCOUNT : kind, answer, "", clock);
  }

  private static String status(Reply reply) {
    try {
      return reply.optionalObject("error").flatMap(it -> it.optionalText("status")).orElse("");
    } catch (VendorFailure unreadable) {
      return "";
    }
  }

  /** Empty where the HTTP status has to tell. */
  private static Optional<Kind> kind(String status) {
    return Optional.ofNullable(
        switch (status) {
          case "RESOURCE_EXHAUSTED" -> Kind.THROTTLED;
          case "UNAVAILABLE", "DEADLINE_EXCEEDED", "INTERNAL", "ABORTED", "UNKNOWN" ->
              Kind.RETRYABLE;
          case "INVALID_ARGUMENT", "OUT_OF_RANGE" -> Kind.UNFIT;
          case "UNAUTHENTICATED", "PERMISSION_DENIED", "NOT_FOUND", "FAILED_PRECONDITION" ->
              Kind.ACCOUNT;
          default -> null;
        });
  }
}
