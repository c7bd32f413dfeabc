package dev.sluice.moderation.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The strings of a JSON value, values and names of fields alike, the spoken ones first. */
final class JsonPieces {
  private final List<Piece> spoken = new ArrayList<>();
  private final List<Piece> others = new ArrayList<>();

  private JsonPieces() {}

  /** Of a message or tool. */
  static List<Piece> of(JsonNode node) {
    JsonPieces pieces = new JsonPieces();
    if (node.isObject()) {
      node.fields().forEachRemaining(field -> pieces.top(field.getKey(), field.getValue()));
    } else {
      pieces.walk(node);
    }
    return pieces.all();
  }

  /** Of a parameter. */
  static List<Piece> of(String name, JsonNode value) {
    JsonPieces pieces = new JsonPieces();
    pieces.field(name, value);
    return pieces.all();
  }

  private List<Piece> all() {
    List<Piece> all = new ArrayList<>(spoken);
    all.addAll(others);
    return all;
  }

  private void top(String name, JsonNode value) {
    if (!name.equals("content")) {
      field(name, value);
    } else if (value.isTextual()) {
      say(value);
    } else if (value.isArray()) {
      value.forEach(this::part);
    } else {
      walk(value);
    }
  }

  private void part(JsonNode part) {
    if (!part.isObject()) {
      walk(part);
      return;
    }
    part.fields()
        .forEachRemaining(
            field -> {
              boolean says = field.getKey().equals("text") || field.getKey().equals("refusal");
              if (says && field.getValue().isTextual()) {
                say(field.getValue());
              } else {
                field(field.getKey(), field.getValue());
              }
            });
  }

  private void say(JsonNode text) {
    if (!text.textValue().isEmpty()) {
      spoken.add(Piece.of(text.textValue(), Piece.Kind.SPOKEN));
      others.addAll(Piece.unescaped(text.textValue(), Piece.Kind.VALUE));
    }
  }

  private void field(String name, JsonNode value) {
    other(name, Piece.Kind.NAME);
    walk(value);
  }

  private void walk(JsonNode node) {
    if (node.isTextual()) {
      other(node.textValue(), Piece.Kind.VALUE);
    } else if (node.isObject()) {
      node.fields().forEachRemaining(field -> field(field.getKey(), field.getValue()));
    } else {
      node.forEach(this::walk);
    }
  }

  private void other(String text, Piece.Kind kind) {
    if (!text.isEmpty() && !ApiWords.has(text) && !InlineImage.is(text)) {
      others.add(Piece.of(text, kind));
      others.addAll(Piece.unescaped(text, kind));
    }
  }
}
