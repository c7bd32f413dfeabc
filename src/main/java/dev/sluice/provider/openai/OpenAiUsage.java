package dev.sluice.provider.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.model.Usage;
import java.io.IOException;

/** Reads a {@code usage} object; counts that are absent, null or nonsense are 0. */
final class OpenAiUsage {
  private int input;
  private int output;
  private int cached;
  private int reasoning;

  private OpenAiUsage() {}

  /** The parser stands on the object's start, and afterwards on its end. */
  static Usage.Exact read(JsonParser json) throws IOException {
    OpenAiUsage usage = new OpenAiUsage();
    usage.object(json);
    return new Usage.Exact(usage.input, usage.output, usage.cached, usage.reasoning);
  }

  private void object(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      field(field, json);
    }
  }

  private void field(String field, JsonParser json) throws IOException {
    switch (field) {
      case "prompt_tokens" -> input = count(json);
      case "completion_tokens" -> output = count(json);
      case "cached_tokens", "prompt_cache_hit_tokens" -> cached = count(json);
      case "reasoning_tokens" -> reasoning = count(json);
      case "prompt_tokens_details", "completion_tokens_details" -> details(json);
      default -> json.skipChildren();
    }
  }

  private void details(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      object(json);
    } else {
      json.skipChildren();
    }
  }

  private static int count(JsonParser json) throws IOException {
    if (!json.currentToken().isNumeric()) {
      json.skipChildren();
      return 0;
    }
    double value = json.getDoubleValue();
    return value > 0 && value <= Integer.MAX_VALUE ? (int) value : 0;
  }
}
