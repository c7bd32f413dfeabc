package dev.sluice.moderation.vendor.huawei;

import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorFailure;
import dev.sluice.moderation.vendor.VendorFailure.Kind;
import dev.sluice.moderation.vendor.wire.Answers;
import dev.sluice.moderation.vendor.wire.Reply;
import java.time.Clock;
import java.util.Optional;

/** Huawei Cloud's answers, with its errors of the gateway (APIG) and of the service (AIS). */
final class HuaweiAnswers {
  private final Clock clock;

  HuaweiAnswers(Clock clock) {
    this.clock = clock;
  }

  /** What an answer holds that is no error. */
  Reply result(VendorAnswer answer) {
    if (Answers.ok(answer)) {
      Reply reply = Reply.of(answer);
      return reply.optionalObject("result").orElseThrow(() -> failure(answer, reply));
    }
    throw Reply.ofAny(answer)
        .map(reply -> failure(answer, reply))
        .orElseGet(() -> Answers.failure(answer, clock));
  }

  private VendorFailure failure(VendorAnswer answer, Reply reply) {
    String code = reply.optionalCode("error_code").orElse("");
    Kind kind = kind(code).orElseGet(() -> Answers.kind(answer.status()));
    return Answers.failure(kind, answer, code, clock);
  }

  /** Empty where the HTTP status has to tell. */
  private static Optional<Kind> kind(String code) {
    return Optional.ofNullable(
        switch (code) {
          case "APIG.0308", "AIS.0031" -> Kind.THROTTLED;
          case "APIG.0201", "AIS.0003" -> Kind.RETRYABLE;
          case "AIS.0005", "AIS.0010", "AIS.0011", "AIS.0012", "AIS.0014", "AIS.0020" -> Kind.UNFIT;
          case "AIS.0002", "AIS.0004", "AIS.0007", "AIS.0026", "AIS.0027", "AIS.0032" ->
              Kind.ACCOUNT;
          default -> code.startsWith("APIG.03") || code.startsWith("APIG.01") ? Kind.ACCOUNT : null;
        });
  }
}
