package dev.sluice.provider.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;

/** One entry of {@code tool_calls}, as read. */
final class OpenAiCall {
  /** The index of a call whose provider gave none. */
  static final int NO_INDEX = -1;

  private int index = NO_INDEX;
  private String id = "";
  private String name = "";
  private String arguments = "";

  private OpenAiCall() {}

  /** The parser stands on the object's start, and afterwards on its end. */
  static OpenAiCall read(JsonParser json) throws IOException {
    OpenAiCall call = new OpenAiCall();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      call.field(field, json);
    }
    return call;
  }

  /** The older {@code function_call}: one call at most, without an id. */
  static OpenAiCall legacy(JsonParser json) throws IOException {
    OpenAiCall call = new OpenAiCall();
    call.index = 0;
    call.id = "call_0";
    call.function(json);
    return call;
  }

  private void field(String field, JsonParser json) throws IOException {
    switch (field) {
      case "index" -> index = json.currentToken().isNumeric() ? json.getIntValue() : NO_INDEX;
      case "id" -> id = OpenAiText.plain(json);
      case "function" -> {
        if (json.currentToken() == JsonToken.START_OBJECT) {
          function(json);
        } else {
          json.skipChildren();
        }
      }
      default -> json.skipChildren();
    }
  }

  private void function(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "name" -> name = OpenAiText.plain(json);
        case "arguments" -> arguments = arguments(json);
        default -> json.skipChildren();
      }
    }
  }

  /** A string by the book; an object with servers that did not read it. */
  private static String arguments(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return OpenAiText.plain(json);
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator copy = OpenAiChunk.JSON.createGenerator(text)) {
      copy.copyCurrentStructure(json);
    }
    return text.toString();
  }

  int index() {
    return index;
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  String arguments() {
    return arguments;
  }
}
