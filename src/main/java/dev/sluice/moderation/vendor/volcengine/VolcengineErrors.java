package dev.sluice.moderation.vendor.volcengine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.moderation.vendor.Json;
import dev.sluice.moderation.vendor.Statuses;
import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorFailure.Kind;
import java.util.Optional;

/** Volcengine's error codes: words, of which only the endings are alike. */
final class VolcengineErrors {
  private VolcengineErrors() {}

  /** The answer's object, if it is no error. */
  static JsonNode checked(VendorAnswer answer) {
    JsonNode root = Json.read(answer);
    String code = root.path("ResponseMetadata").path("Error").path("Code").asText();
    if (answer.status() == 200 && code.isEmpty()) {
      return root;
    }
    Kind kind = kind(code).orElseGet(() -> Statuses.kind(answer.status()));
    throw Statuses.failure("Volcengine", answer, kind, code);
  }

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
