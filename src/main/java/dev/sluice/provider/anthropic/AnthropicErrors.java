package dev.sluice.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.ProviderFailure.Kind;
import dev.sluice.provider.ErrorBody;
import dev.sluice.provider.WireJson;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.Optional;

/** Reads Anthropic's error object, which comes as an answer's body or as an event of a stream. */
final class AnthropicErrors {
  private AnthropicErrors() {}

  static ProviderFailure answered(
      int status, MultiMap headers, String body, Optional<String> apiKey, Instant now) {
    JsonNode error = ErrorBody.json(body).path("error");
    String ours = "The provider answered " + status + ".";
    return new ProviderFailure(
        kind(error, ErrorBody.kind(status)),
        status,
        ErrorBody.sentence(WireJson.text(error, "message"), apiKey, ours),
        ErrorBody.retryAfter(headers, now));
  }

  static ProviderFailure inStream(JsonNode event) {
    JsonNode error = event.path("error");
    String theirs = WireJson.text(error, "message");
    String ours = "The provider broke off with an error.";
    return new ProviderFailure(
        kind(error, Kind.BROKEN), ErrorBody.sentence(theirs, Optional.empty(), ours));
  }

  private static Kind kind(JsonNode error, Kind otherwise) {
    // An empty account, or one at its owner's limit, is told as an invalid request.
    String message = WireJson.text(error, "message");
    if (message.contains("credit balance") || message.contains("API usage limits")) {
      return Kind.CREDENTIALS;
    }
    return switch (WireJson.text(error, "type")) {
      case "overloaded_error", "rate_limit_error" -> Kind.OVERLOADED;
      case "authentication_error", "billing_error", "permission_error" -> Kind.CREDENTIALS;
      case "invalid_request_error", "request_too_large" -> Kind.BAD_REQUEST;
      case "api_error", "not_found_error", "timeout_error" -> Kind.BROKEN;
      default -> otherwise;
    };
  }
}
