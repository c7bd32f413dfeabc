package dev.sluice.moderation.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.model.Span;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which parts of which strings are masked. The same string is masked alike wherever it stands, so
 * that a request's JSON and what it was read into agree.
 */
final class Masks {
  private static final char MASK = '*';

  private final Map<String, BitSet> hidden = new HashMap<>();

  void add(String text, Span part) {
    hidden.computeIfAbsent(text, any -> new BitSet()).set(part.start(), part.end());
  }

  boolean isEmpty() {
    return hidden.isEmpty();
  }

  /** The text with a star for every hidden code point. */
  String apply(String text) {
    BitSet parts = hidden.get(text);
    if (parts == null) {
      return text;
    }
    StringBuilder masked = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      int next = i + Character.charCount(point);
      if (parts.get(i) || parts.get(next - 1)) {
        masked.append(MASK);
      } else {
        masked.appendCodePoint(point);
      }
      i = next;
    }
    return masked.toString();
  }

  ObjectNode apply(ObjectNode object) {
    ObjectNode masked = JsonNodeFactory.instance.objectNode();
    object.fields().forEachRemaining(field -> masked.set(field.getKey(), node(field.getValue())));
    return masked;
  }

  private JsonNode node(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return apply(object);
    }
    if (node instanceof ArrayNode array) {
      ArrayNode masked = JsonNodeFactory.instance.arrayNode(array.size());
      array.forEach(element -> masked.add(node(element)));
      return masked;
    }
    return node.isTextual() ? TextNode.valueOf(apply(node.textValue())) : node;
  }
}
