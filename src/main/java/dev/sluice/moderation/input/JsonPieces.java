package dev.sluice.moderation.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The words of a JSON value: strings, numbers, names of fields; the spoken ones first. */
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
    if (value.isNumber()) {
      pieces.other(name, Piece.Kind.NAME); // temperature and its like say nothing
    } else {
      pieces.field(name, value);
    }
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
              } else if (field.getKey().equals("image_url")) {
                image(field.getValue());
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

  /** Its address may be the image itself, which is no text. */
  private void image(JsonNode image) {
    other("image_url", Piece.Kind.NAME);
    if (image.isObject()) {
      image
          .fields()
          .forEachRemaining(
              field -> {
                if (!field.getKey().equals("url") || !isInline(field.getValue())) {
                  field(field.getKey(), field.getValue());
                }
              });
    } else if (!isInline(image)) {
      walk(image);
    }
  }

  private static boolean isInline(JsonNode address) {
    return address.isTextual() && InlineImage.is(address.textValue());
  }

  private void field(String name, JsonNode value) {
    other(name, Piece.Kind.NAME);
    walk(value);
  }

  private void walk(JsonNode node) {
    if (node.isTextual()) {
      other(node.textValue(), Piece.Kind.VALUE);
    } else if (node.isNumber()) {
      other(node.asText(), Piece.Kind.NUMBER);
    } else if (node.isObject()) {
      node.fields().forEachRemaining(field -> field(field.getKey(), field.getValue()));
    } else {
      node.forEach(this::walk);
    }
  }

  private void other(String text, Piece.Kind kind) {
    if (!text.isEmpty() && !ApiWords.has(text)) {
      others.add(Piece.of(text, kind));
      others.addAll(Piece.unescaped(text, kind));
    }
  }
}
