package dev.sluice.moderation.vendor.huawei;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.moderation.vendor.Json;
import dev.sluice.moderation.vendor.Statuses;
import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorFailure.Kind;
import java.util.Optional;

/** Huawei Cloud's error codes, of its gateway ({@code APIG}) and of the service ({@code AIS}). */
final class HuaweiErrors {
  private HuaweiErrors() {}

  /** The answer's object, if it is no error. */
  static JsonNode checked(VendorAnswer answer) {
    JsonNode root = Json.read(answer);
    String code = root.path("error_code").asText();
    if (answer.status() == 200 && code.isEmpty()) {
      return root;
    }
    Kind kind = kind(code).orElseGet(() -> Statuses.kind(answer.status()));
    throw Statuses.failure("Huawei", answer, kind, code);
  }

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
