package dev.sluice.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads the fields of one JSON object by type. A field of another type or out of range is refused
 * with its full path as {@code param}; absent and {@code null} are the same.
 */
public final class Fields {
  private final ObjectNode node;
  private final String path;

  private Fields(ObjectNode node, String path) {
    this.node = node;
    this.path = path;
  }

  public static Fields of(JsonNode node, String path) {
    if (node instanceof ObjectNode object) {
      return new Fields(object, path);
    }
    throw Refusal.Invalid.parameter(path, "'" + path + "' must be an object.");
  }

  public static Fields root(ObjectNode node) {
    return new Fields(node, "");
  }

  String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  public Optional<JsonNode> any(String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  public Refusal.Invalid wrong(String name, String what) {
    return Refusal.Invalid.parameter(path(name), "'" + path(name) + "' " + what);
  }

  public Optional<String> text(String name) {
    return any(name)
        .map(
            value -> {
              if (!value.isTextual()) {
                throw wrong(name, "must be a string.");
              }
              return value.textValue();
            });
  }

  public String requiredText(String name) {
    return text(name)
        .filter(value -> !value.isBlank())
        .orElseThrow(() -> wrong(name, "is required."));
  }

  public boolean flag(String name) {
    return any(name)
        .map(
            value -> {
              if (!value.isBoolean()) {
                throw wrong(name, "must be true or false.");
              }
              return value.booleanValue();
            })
        .orElse(false);
  }

  public OptionalInt integer(String name, int low, int high) {
    Optional<JsonNode> value = any(name);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    JsonNode number = value.get();
    if (!number.isIntegralNumber() || !number.canConvertToInt()) {
      throw wrong(name, "must be an integer.");
    }
    if (number.intValue() < low || number.intValue() > high) {
      throw wrong(name, "must be between " + low + " and " + high + ".");
    }
    return OptionalInt.of(number.intValue());
  }

  public OptionalLong wholeNumber(String name) {
    Optional<JsonNode> value = any(name);
    if (value.isPresent() && !(value.get().isIntegralNumber() && value.get().canConvertToLong())) {
      throw wrong(name, "must be an integer.");
    }
    return value.map(number -> OptionalLong.of(number.longValue())).orElse(OptionalLong.empty());
  }

  OptionalDouble number(String name, double low, double high) {
    Optional<JsonNode> value = any(name);
    if (value.isEmpty()) {
      return OptionalDouble.empty();
    }
    if (!value.get().isNumber()) {
      throw wrong(name, "must be a number.");
    }
    double number = value.get().doubleValue();
    if (!(number >= low && number <= high)) {
      throw wrong(name, "must be between " + low + " and " + high + ".");
    }
    return OptionalDouble.of(number);
  }

  public Optional<Fields> object(String name) {
    return any(name).map(value -> of(value, path(name)));
  }

  ObjectNode node() {
    return node;
  }

  /** The elements of an array, each with its own path; empty where the field is absent. */
  public List<Element> array(String name, int most) {
    Optional<JsonNode> value = any(name);
    if (value.isEmpty()) {
      return List.of();
    }
    if (!value.get().isArray()) {
      throw wrong(name, "must be an array.");
    }
    if (value.get().size() > most) {
      throw wrong(name, "must have at most " + most + " elements.");
    }
    List<Element> elements = new ArrayList<>(value.get().size());
    for (JsonNode element : value.get()) {
      elements.add(new Element(element, path(name) + "[" + elements.size() + "]"));
    }
    return elements;
  }

  /** One element of an array. */
  public record Element(JsonNode node, String path) {
    public Fields fields() {
      return Fields.of(node, path);
    }
  }
}
