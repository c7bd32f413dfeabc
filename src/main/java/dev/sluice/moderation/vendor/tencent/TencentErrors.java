package dev.sluice.moderation.vendor.tencent;

import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorFailure.Kind;
import dev.sluice.moderation.vendor.wire.Answers;
import dev.sluice.moderation.vendor.wire.Reply;
import java.time.Clock;

/** What Tencent Cloud's error codes mean; they come with HTTP 200. */
final class TencentErrors {
  private TencentErrors() {}

  /** The {@code Response} of an answer that is no error. */
  static Reply response(VendorAnswer answer, Clock clock) {
    if (!Answers.ok(answer)) {
      throw Answers.failure(answer, clock);
    }
    Reply response = Reply.of(answer).object("Response");
    if (response.has("Error")) {
      String code = response.object("Error").text("Code");
      throw Answers.failure(kind(code), answer, code, clock);
    }
    return response;
  }

  static Kind kind(String code) {
    return switch (code) {
      case "AuthFailure.SignatureExpire" -> Kind.RETRYABLE; // clocks apart, or a slow way
      case "InternalError.QueryReqLimited" -> Kind.THROTTLED;
      case "InvalidParameterValue.InvalidBizType" -> Kind.ACCOUNT;
      default -> family(code.replaceFirst("\\..*", ""));
    };
  }

  private static Kind family(String name) {
    return switch (name) {
      case "RequestLimitExceeded", "LimitExceeded" -> Kind.THROTTLED;
      case "InvalidParameter", "InvalidParameterValue", "RequestSizeLimitExceeded" -> Kind.UNFIT;
      case "AuthFailure", "UnauthorizedOperation", "IpInBlacklist" -> Kind.ACCOUNT;
      case "MissingParameter", "UnknownParameter", "InvalidAction" -> Kind.ACCOUNT;
      case "NoSuchVersion", "NoSuchProduct", "UnsupportedRegion" -> Kind.ACCOUNT;
      case "UnsupportedOperation", "OperationDenied", "ResourceNotFound" -> Kind.ACCOUNT;
      case "ResourceInsufficient" -> Kind.ACCOUNT;
      default -> Kind.RETRYABLE;
    };
  }
}
