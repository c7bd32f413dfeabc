package dev.sluice.provider.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.sluice.model.Usage;
import dev.sluice.provider.WireEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One {@code chat.completion.chunk}, read by a streaming parser straight from the wire's bytes;
 * fields may come in any order, be null, or be of a provider's own invention.
 */
final class OpenAiChunk {
  static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private final List<OpenAiChoice> choices = new ArrayList<>(1);
  private Usage.Exact usage;
  private boolean choicesGiven;
  private boolean errorGiven;
  private boolean codeGiven;

  private OpenAiChunk() {}

  static OpenAiChunk read(WireEvent event) throws IOException {
    OpenAiChunk chunk = new OpenAiChunk();
    try (JsonParser json = JSON.createParser(event.bytes(), event.offset(), event.length())) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not an object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        chunk.field(field, json);
      }
    }
    return chunk;
  }

  private void field(String field, JsonParser json) throws IOException {
    switch (field) {
      case "choices" -> choices(json);
      case "usage" -> usage(json);
      case "error" -> {
        errorGiven |= json.currentToken() != JsonToken.VALUE_NULL;
        json.skipChildren();
      }
      case "object" -> errorGiven |= "error".equals(json.getValueAsString());
      case "code" -> codeGiven = !json.getValueAsString("").isEmpty();
      default -> json.skipChildren();
    }
  }

  private void choices(JsonParser json) throws IOException {
    choicesGiven = true;
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        choices.add(choice(json));
      } else {
        json.skipChildren();
      }
    }
  }

  private OpenAiChoice choice(JsonParser json) throws IOException {
    OpenAiChoice choice = new OpenAiChoice();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      if (field.equals("usage")) {
        usage(json);
      } else {
        choice.field(field, json);
      }
    }
    return choice;
  }

  private void usage(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      usage = OpenAiUsage.read(json);
    } else {
      json.skipChildren();
    }
  }

  List<OpenAiChoice> choices() {
    return choices;
  }

  Optional<Usage.Exact> usage() {
    return Optional.ofNullable(usage);
  }

  /** Whether it reports an error, in one of the forms that are around. */
  boolean isError() {
    return errorGiven || codeGiven && !choicesGiven;
  }
}
