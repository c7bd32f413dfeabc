package dev.sluice.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.Refusal;
import java.util.Map;
import java.util.Optional;

/**
 * Refuses JSON with half a surrogate pair in it: such text has no UTF-8 form, and providers and
 * moderation vendors would each see something else.
 */
final class WholeText {
  private static final int LONGEST_PATH = 200;

  private WholeText() {}

  static void check(JsonNode root) {
    broken(root)
        .ifPresent(
            path -> {
              throw refusal(path);
            });
  }

  /** The path to what is broken in it; made on the way back, since most requests are whole. */
  private static Optional<String> broken(JsonNode node) {
    if (node.isTextual()) {
      return isWhole(node.textValue()) ? Optional.empty() : Optional.of("");
    }
    return node.isObject() ? brokenField(node) : brokenElement(node);
  }

  private static Optional<String> brokenField(JsonNode object) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (!isWhole(field.getKey())) {
        return Optional.of("");
      }
      Optional<String> below = broken(field.getValue());
      if (below.isPresent()) {
        return below.map(path -> field.getKey() + dot(path) + path);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> brokenElement(JsonNode array) {
    for (int i = 0; i < array.size(); i++) {
      Optional<String> below = broken(array.get(i));
      if (below.isPresent()) {
        return Optional.of("[" + i + "]" + dot(below.get()) + below.get());
      }
    }
    return Optional.empty();
  }

  private static String dot(String path) {
    return path.isEmpty() || path.startsWith("[") ? "" : ".";
  }

  /** A path is made of the caller's own names, which may be of any length. */
  private static Refusal refusal(String path) {
    String shown = path.length() <= LONGEST_PATH ? path : path.substring(0, LONGEST_PATH) + "…";
    return Refusal.Invalid.parameter(shown, "'" + shown + "' has half a surrogate pair in it.");
  }

  private static boolean isWhole(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }
}
