package dev.sluice.provider.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.ProviderFailure.Kind;
import dev.sluice.provider.ErrorBody;
import io.vertx.core.MultiMap;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/**
 * What an OpenAI-like error means, whether it came as an answer or in mid-stream. Codes count more
 * than the status, since a spent balance is a 429 with some providers and a refusal a 400 with all.
 */
final class OpenAiErrors {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_MESSAGE = 300;
  private static final String SPENT_AT_ZHIPU = "|1113|";
  private static final String FLAGGED = "flagged_input|";

  private final String key;
  private final Clock clock;

  OpenAiErrors(String key, Clock clock) {
    this.key = key;
    this.clock = clock;
  }

  /** An answer with an error status. */
  ProviderFailure of(int status, MultiMap headers, String body) {
    JsonNode error = parse(body);
    Kind kind = kind(status, words(error));
    String message = "HTTP " + status + sentence(error);
    return new ProviderFailure(
        kind, status, bounded(message), ErrorBody.retryAfter(headers, clock.instant()));
  }

  /** An error in mid-stream, or in a document that came with status 200. */
  ProviderFailure of(String body) {
    JsonNode error = parse(body);
    int status = error.path("error").path("code").asInt(error.path("code").asInt(0));
    Kind kind = kind(status >= 400 && status < 600 ? status : 500, words(error));
    return new ProviderFailure(kind, bounded("the provider reported an error" + sentence(error)));
  }

  private static JsonNode parse(String body) {
    try {
      JsonNode node = JSON.readTree(body);
      if (node != null && node.isArray() && node.size() == 1) {
        return node.get(0);
      }
      return node == null ? MissingNode.getInstance() : node;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static Kind kind(int status, String words) {
    if (says(words, "insufficient_quota", "exceeded_current_quota", "insufficient_balance")
        || says(words, "arrearage", "billing", "invalid_api_key", "account_deactivated")
        || says(words, SPENT_AT_ZHIPU)) {
      return Kind.CREDENTIALS;
    }
    if (says(words, "content_filter", "contentfilter", "data_inspection_failed")
        || says(words, "datainspectionfailed", "sensitivecontent", "content_policy", "|1301|")
        || says(words, FLAGGED)) {
      return Kind.CONTENT_REFUSED;
    }
    if (says(words, "overloaded", "rate_limit", "ratelimit", "throttling", "too_many_requests")) {
      return Kind.OVERLOADED;
    }
    return ofStatus(status, words);
  }

  private static Kind ofStatus(int status, String words) {
    return switch (status) {
      case 401, 402, 403 -> Kind.CREDENTIALS;
      case 408, 409, 425, 429, 503, 529 -> Kind.OVERLOADED;
      // Our configuration names the upstream's models and paths; a caller cannot mend that.
      case 404, 405, 410 -> Kind.BROKEN;
      default ->
          status < 400 || status >= 500 || says(words, "model_not_found")
              ? Kind.BROKEN
              : Kind.BAD_REQUEST;
    };
  }

  private static boolean says(String words, String... any) {
    for (String word : any) {
      if (words.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /** Every code and type the body names, in lower case. */
  private static String words(JsonNode body) {
    JsonNode error = body.path("error");
    StringBuilder all = new StringBuilder("|");
    for (JsonNode place : new JsonNode[] {error, error.path("innererror"), body}) {
      all.append(place.path("code").asText("")).append('|');
      all.append(place.path("type").asText("")).append('|');
    }
    if (body.has("contentFilter")) {
      all.append("contentfilter|");
    }
    // OpenRouter tells a flagged input as a 403, like a key that is not permitted.
    if (error.path("metadata").has("flagged_input")) {
      all.append(FLAGGED);
    }
    return all.toString().toLowerCase(Locale.ROOT);
  }

  private static String sentence(JsonNode body) {
    JsonNode error = body.path("error");
    for (JsonNode place :
        new JsonNode[] {error.path("message"), error, body.path("message"), body.path("detail")}) {
      if (place.isTextual() && !place.asText().isBlank()) {
        return ": " + place.asText().strip();
      }
    }
    return "";
  }

  private String bounded(String message) {
    String safe = ErrorBody.masked(message.replaceAll("\\p{Cntrl}+", " "), Optional.of(key));
    if (safe.length() <= MAX_MESSAGE) {
      return safe;
    }
    int cut = Character.isHighSurrogate(safe.charAt(MAX_MESSAGE - 2)) ? 2 : 1;
    return safe.substring(0, MAX_MESSAGE - cut) + "…";
  }
}
