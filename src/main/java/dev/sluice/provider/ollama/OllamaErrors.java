package dev.sluice.provider.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.ProviderFailure.Kind;
import dev.sluice.provider.ErrorBody;
import dev.sluice.provider.WireJson;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.Optional;

/** Reads Ollama's errors, a sentence each, from an answer's body or a line of a stream. */
final class OllamaErrors {
  private OllamaErrors() {}

  static ProviderFailure answered(
      int status, MultiMap headers, String body, Optional<String> apiKey, Instant now) {
    String theirs = sentence(ErrorBody.json(body));
    return new ProviderFailure(
        kind(theirs, ErrorBody.kind(status)),
        status,
        ErrorBody.sentence(theirs, apiKey, "The provider answered " + status + "."),
        ErrorBody.retryAfter(headers, now));
  }

  static ProviderFailure inStream(JsonNode line) {
    String theirs = sentence(line);
    String ours = "The provider broke off with an error.";
    return new ProviderFailure(
        kind(theirs, Kind.BROKEN), ErrorBody.sentence(theirs, Optional.empty(), ours));
  }

  /** The error itself, or its message where a proxy in between speaks of errors as objects. */
  private static String sentence(JsonNode json) {
    String plain = WireJson.text(json, "error");
    return plain.isEmpty() ? WireJson.text(json.path("error"), "message") : plain;
  }

  /** A full queue is told with the status of a broken server. */
  private static Kind kind(String theirs, Kind otherwise) {
    return theirs.startsWith("server busy") ? Kind.OVERLOADED : otherwise;
  }
}
