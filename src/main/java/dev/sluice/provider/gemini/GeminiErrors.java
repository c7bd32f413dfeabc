package dev.sluice.provider.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.ProviderFailure.Kind;
import dev.sluice.provider.ErrorBody;
import dev.sluice.provider.WireJson;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads Google's error object, which comes as an answer's body or as an event of a stream. */
final class GeminiErrors {
  private GeminiErrors() {}

  static ProviderFailure answered(
      int status, MultiMap headers, String body, Optional<String> apiKey, Instant now) {
    JsonNode error = ErrorBody.json(body).path("error");
    String ours = "The provider answered " + status + ".";
    return new ProviderFailure(
        kind(error, ErrorBody.kind(status)),
        status,
        ErrorBody.sentence(WireJson.text(error, "message"), apiKey, ours),
        ErrorBody.retryAfter(headers, now).or(() -> retryDelay(error)));
  }

  static ProviderFailure inStream(JsonNode error) {
    int code = WireJson.count(error, "code");
    String theirs = WireJson.text(error, "message");
    String ours = "The provider broke off with an error.";
    return new ProviderFailure(
        kind(error, code >= 400 ? ErrorBody.kind(code) : Kind.BROKEN),
        code,
        ErrorBody.sentence(theirs, Optional.empty(), ours),
        retryDelay(error));
  }

  private static Kind kind(JsonNode error, Kind otherwise) {
    // A wrong key is told as an invalid argument.
    for (JsonNode detail : error.path("details")) {
      if (WireJson.text(detail, "reason").startsWith("API_KEY_")) {
        return Kind.CREDENTIALS;
      }
    }
    return switch (WireJson.text(error, "status")) {
      case "RESOURCE_EXHAUSTED", "UNAVAILABLE" -> Kind.OVERLOADED;
      case "UNAUTHENTICATED", "PERMISSION_DENIED" -> Kind.CREDENTIALS;
      case "INVALID_ARGUMENT", "FAILED_PRECONDITION", "OUT_OF_RANGE" -> Kind.BAD_REQUEST;
      case "INTERNAL", "UNKNOWN", "DEADLINE_EXCEEDED", "NOT_FOUND", "DATA_LOSS" -> Kind.BROKEN;
      default -> otherwise;
    };
  }

  private static Optional<Duration> retryDelay(JsonNode error) {
    for (JsonNode detail : error.path("details")) {
      String delay = WireJson.text(detail, "retryDelay");
      if (delay.endsWith("s")) {
        return ErrorBody.seconds(delay.substring(0, delay.length() - 1));
      }
    }
    return Optional.empty();
  }
}
