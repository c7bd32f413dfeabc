package dev.sluice.moderation.vendor;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an answer looks like when one field of it is not as documented. */
final class Damage {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Damage() {}

  /**
   * The tree with the field removed, of other types and of words nobody knows. An empty list is of
   * the right type for a list.
   */
  static List<JsonNode> of(JsonNode tree, String pointer) {
    JsonNode old = tree.at(pointer);
    List<JsonNode> damaged = new ArrayList<>();
    damaged.add(with(tree, pointer, Optional.empty()));
    for (JsonNode other :
        List.of(
            JSON.nullNode(),
            JSON.textNode("zzz"),
            JSON.textNode(""),
            JSON.numberNode(-7),
            JSON.arrayNode(),
            JSON.objectNode())) {
      if (!other.equals(old) && !(other.isArray() && old.isArray())) {
        damaged.add(with(tree, pointer, Optional.of(other)));
      }
    }
    return damaged;
  }

  private static JsonNode with(JsonNode tree, String pointer, Optional<JsonNode> value) {
    JsonNode copy = tree.deepCopy();
    JsonPointer place = JsonPointer.compile(pointer);
    JsonNode parent = copy.at(place.head());
    if (parent instanceof ArrayNode list) {
      int index = place.last().getMatchingIndex();
      value.ifPresentOrElse(it -> list.set(index, it), () -> list.remove(index));
    } else {
      String field = place.last().getMatchingProperty();
      ObjectNode object = (ObjectNode) parent;
      value.ifPresentOrElse(it -> object.set(field, it), () -> object.remove(field));
    }
    return copy;
  }
}
