package dev.sluice.provider.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One entry of a chunk's {@code choices}, as read; texts that are absent or null are empty. */
final class OpenAiChoice {
  private final List<OpenAiCall> calls = new ArrayList<>(0);
  private int index;
  private boolean deltaGiven;
  private String content = "";
  private String reasoningContent = "";
  private String reasoning = "";
  private String refusal = "";
  private String finishReason = "";

  void field(String field, JsonParser json) throws IOException {
    switch (field) {
      case "index" -> index = json.currentToken().isNumeric() ? json.getIntValue() : 0;
      case "finish_reason" -> finishReason = OpenAiText.plain(json);
      case "delta" -> delta(json);
      default -> json.skipChildren();
    }
  }

  private void delta(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    deltaGiven = true;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      deltaField(field, json);
    }
  }

  private void deltaField(String field, JsonParser json) throws IOException {
    switch (field) {
      case "content" -> content(json);
      case "reasoning_content" -> reasoningContent = OpenAiText.plain(json);
      case "reasoning" -> reasoning = OpenAiText.plain(json);
      case "refusal" -> refusal = OpenAiText.plain(json);
      case "tool_calls" -> toolCalls(json);
      case "function_call" -> functionCall(json);
      default -> json.skipChildren();
    }
  }

  /** Mostly a string; some providers send typed pieces, thinking among them. */
  private void content(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.START_ARRAY) {
      OpenAiText pieces = OpenAiText.pieces(json);
      content = pieces.content();
      reasoning = pieces.reasoning();
    } else {
      content = OpenAiText.plain(json);
    }
  }

  private void toolCalls(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        calls.add(OpenAiCall.read(json));
      } else {
        json.skipChildren();
      }
    }
  }

  private void functionCall(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      calls.add(OpenAiCall.legacy(json));
    } else {
      json.skipChildren();
    }
  }

  int index() {
    return index;
  }

  /** Whether it belongs to the answer at all; a late annotation has neither text nor an end. */
  boolean belongs() {
    return deltaGiven || !finishReason.isEmpty();
  }

  /** Whether there is anything in it for a reader. */
  boolean says() {
    return !content.isEmpty() || !reasoning().isEmpty() || !refusal.isEmpty() || !calls.isEmpty();
  }

  String content() {
    return content;
  }

  /** One text under two names: servers that send both send the same. */
  String reasoning() {
    return reasoningContent.isEmpty() ? reasoning : reasoningContent;
  }

  String refusal() {
    return refusal;
  }

  List<OpenAiCall> calls() {
    return calls;
  }

  String finishReason() {
    return finishReason;
  }
}
