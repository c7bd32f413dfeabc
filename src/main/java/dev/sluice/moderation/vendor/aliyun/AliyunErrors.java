package dev.sluice.moderation.vendor.aliyun;

import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorFailure.Kind;
import dev.sluice.moderation.vendor.wire.Answers;
import dev.sluice.moderation.vendor.wire.Reply;
import java.time.Clock;

/**
 * What Alibaba Cloud's codes mean. The service itself answers numbers with HTTP 200; the gateway in
 * front of it words, with a status.
 */
final class AliyunErrors {
  private AliyunErrors() {}

  /** The {@code Data} of an answer that is a success by status and by code. */
  static Reply data(VendorAnswer answer, Clock clock) {
    if (!Answers.ok(answer)) {
      String code = code(answer);
      throw Answers.failure(kind(code, Answers.kind(answer.status())), answer, code, clock);
    }
    Reply reply = Reply.of(answer);
    String code = reply.code("Code");
    if (!code.equals("200")) {
      throw Answers.failure(kind(code, Kind.RETRYABLE), answer, code, clock);
    }
    return reply.object("Data");
  }

  private static String code(VendorAnswer answer) {
    return Reply.ofAny(answer).flatMap(it -> it.optionalCode("Code")).orElse("");
  }

  /** 408 is no time-out here: no permission, not activated, or in arrears. */
  static Kind kind(String code, Kind otherwise) {
    return switch (code) {
      case "400" -> Kind.UNFIT;
      case "408" -> Kind.ACCOUNT;
      case "588" -> Kind.THROTTLED;
      case "500", "581" -> Kind.RETRYABLE;
      default -> word(code, otherwise);
    };
  }

  private static Kind word(String code, Kind otherwise) {
    String family = code.replaceFirst("\\..*", "");
    return switch (family) {
      case "Throttling" -> Kind.THROTTLED;
      case "SignatureDoesNotMatch", "IncompleteSignature", "InvalidAccessKeyId" -> Kind.ACCOUNT;
      case "InvalidSecurityToken", "InvalidTimeStamp", "Forbidden", "NoPermission" -> Kind.ACCOUNT;
      case "InvalidAction", "InvalidVersion", "NoSuchService" -> Kind.ACCOUNT;
      case "SignatureNonceUsed", "ServiceUnavailable", "InternalError" -> Kind.RETRYABLE;
      default -> otherwise;
    };
  }
}
