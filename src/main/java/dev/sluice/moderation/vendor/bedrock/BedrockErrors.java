package dev.sluice.moderation.vendor.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.moderation.vendor.Json;
import dev.sluice.moderation.vendor.Statuses;
import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorFailure.Kind;
import java.util.Optional;

/** Bedrock's exceptions; a header names them. */
final class BedrockErrors {
  private BedrockErrors() {}

  /** The answer's object, if it is no error. */
  static JsonNode checked(VendorAnswer answer) {
    if (answer.status() == 200) {
      return Json.read(answer);
    }
    String exception = exception(answer);
    Kind kind = kind(exception).orElseGet(() -> Statuses.kind(answer.status()));
    throw Statuses.failure("Bedrock", answer, kind, exception);
  }

  /** Without the address that some answers append, or the namespace that others put before it. */
  private static String exception(VendorAnswer answer) {
    String named = answer.headers().getOrDefault("x-amzn-errortype", "");
    String type = named.isEmpty() ? Json.read(answer).path("__type").asText() : named;
    String local = type.substring(type.indexOf('#') + 1);
    int address = local.indexOf(':');
    return address < 0 ? local : local.substring(0, address);
  }

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
